import { Component, type ReactNode, Suspense } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState, Loading } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { to } from './address.ts';
import { AttemptContext, failed, thisAttempt } from './load.ts';
import { RequestError } from './relay.ts';

const words = {
  signedOut: ['Anda belum masuk', 'You are not signed in'],
  signedOutWhy: [
    'Sesi berakhir setelah 30 menit tanpa kegiatan. Masuk lagi untuk melanjutkan.',
    'A session ends after 30 minutes without activity. Sign in again to continue.',
  ],
  signIn: ['Masuk', 'Sign in'],
  missing: ['Halaman ini tidak ada', 'There is no such page'],
  home: ['Ke ringkasan', 'To the overview'],
  noRight: ['Halaman ini bukan untuk organisasi Anda', 'This page is not for your organisation'],
  others: [
    'Bagian ini untuk organisasi atau peran lain.',
    'This part is for other organisations or roles.',
  ],
  menu: ['Yang dapat Anda kerjakan ada di menu.', 'What you can do is in the menu.'],
} as const satisfies Record<string, Pair>;

/** Where one signs in, and comes back from to this page. */
export function signInHref(): string {
  return `${to.signIn}?lanjut=${encodeURIComponent(location.pathname + location.search)}`;
}

export function SignedOut() {
  const t = useText();
  return (
    <Empty
      whole
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
  return <Empty whole title={t(words.missing)} action={<a href={to.home}>{t(words.home)}</a>} />;
}

function Failure({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useText();
  const lang = useLang();
  // A part of the program that did not arrive comes only with a new page.
  if (!(error instanceof RequestError)) {
    return <ErrorState whole code="CLIENT" onAgain={() => location.reload()} />;
  }
  if (error.code === 'UNAUTHENTICATED') return <SignedOut />;
  if (error.code === 'FORBIDDEN')
    return (
      <Empty whole title={t(words.noRight)}>
        {/* Whoever changes the language afterwards is not answered in both. */}
        {error.lang === lang ? error.message : t(words.others)} {t(words.menu)}
      </Empty>
    );
  return <ErrorState whole code={error.code} onAgain={onAgain} />;
}

type State = { error: unknown; attempt: number };

/** Holds what a page waits for and what it fails with, so that the frame around it stays. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined, attempt: thisAttempt() };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  override componentDidCatch() {
    failed();
  }

  override render() {
    const { error, attempt } = this.state;
    if (error !== undefined) {
      const again = () => this.setState({ error: undefined, attempt: thisAttempt() });
      return <Failure error={error} onAgain={again} />;
    }
    return (
      <AttemptContext value={attempt}>
        <Suspense fallback={<Loading lines={6} />}>{this.props.children}</Suspense>
      </AttemptContext>
    );
  }
}
