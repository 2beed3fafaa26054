import { Component, type ReactNode, Suspense } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState, Loading } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { to } from '../address.ts';
import { RequestFault } from '../relay.ts';

const words = {
  signedOut: ['Anda belum masuk', 'You are not signed in'],
  signedOutWhy: [
    'Sesi berakhir setelah 30 menit tanpa kegiatan. Masuk lagi untuk melanjutkan.',
    'A session ends after 30 minutes without activity. Sign in again to continue.',
  ],
  signIn: ['Masuk', 'Sign in'],
  missing: ['Halaman ini tidak ada', 'There is no such page'],
  home: ['Ke ringkasan', 'To the overview'],
  noRight: ['Halaman ini bukan untuk peran Anda', 'This page is not for your role'],
} as const satisfies Record<string, Pair>;

/** Where one signs in, and comes back from to this page. */
export function signInHref(): string {
  return `${to.signIn}?lanjut=${encodeURIComponent(location.pathname + location.search)}`;
}

export function SignedOut() {
  const t = useText();
  return (
    <Empty
      title={t(words.signedOut)}
      action={
        <Button look="primary" href={signInHref()}>
          {t(words.signIn)}
        </Button>
      }
    >
      {t(words.signedOutWhy)}
    </Empty>
  );
}

export function Missing() {
  const t = useText();
  return <Empty title={t(words.missing)} action={<a href={to.home}>{t(words.home)}</a>} />;
}

function Fault({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useText();
  if (!(error instanceof RequestFault)) return <ErrorState code="CLIENT" onAgain={onAgain} />;
  if (error.code === 'UNAUTHENTICATED') return <SignedOut />;
  if (error.code === 'FORBIDDEN') return <Empty title={t(words.noRight)}>{error.message}</Empty>;
  return <ErrorState code={error.code} onAgain={onAgain} />;
}

type State = { error: unknown };

/** Holds what a page waits for and what it fails with, so that the frame around it stays. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error !== undefined) {
      return <Fault error={error} onAgain={() => this.setState({ error: undefined })} />;
    }
    return <Suspense fallback={<Loading lines={6} />}>{this.props.children}</Suspense>;
  }
}
