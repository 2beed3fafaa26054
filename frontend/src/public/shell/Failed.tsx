import { Empty, ErrorState } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { to } from './address.ts';
import type { ReadError } from './read.ts';

const words = {
  missing: ['Halaman ini tidak ada', 'There is no such page'],
  missingWhy: [
    'Alamatnya mungkin salah ketik atau sudah berubah.',
    'The address may be mistyped, or it has changed.',
  ],
  toHome: ['Ke beranda', 'To the home page'],
} as const satisfies Record<string, Pair>;

/** The address leads nowhere. */
export function Missing() {
  const t = useText();
  return (
    <Empty whole title={t(words.missing)} action={<a href={to.home}>{t(words.toHome)}</a>}>
      {t(words.missingWhy)}
    </Empty>
  );
}

/** Codes of errors that only an address typed by hand gives. */
const mistyped = /^(BAD_USER_INPUT|(WRONG|BAD)_\w+)$/;

/** What could not be read. A mistyped address is no error of the server. */
export function Failed({ error, again }: { error: ReadError; again: () => void }) {
  if (mistyped.test(error.code ?? '')) return <Missing />;
  return <ErrorState code={error.code} onAgain={again} />;
}
