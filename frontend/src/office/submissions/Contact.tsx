import { type Pair, useText } from '../../words/lang.ts';
import css from './Submission.module.css';

const words = {
  none: ['tidak ada', 'none'],
  kept: [
    'Hanya untuk bertanya kembali. Dihapus 30 hari setelah dijawab.',
    'Only to ask back. Deleted 30 days after the answer.',
  ],
} as const satisfies Record<string, Pair>;

/** How to reach who sent it; a mail address or telephone number opens as such. */
export function Contact({ contact }: { contact: string | null | undefined }) {
  const t = useText();
  if (!contact) return <>{t(words.none)}</>;
  const href = contact.includes('@')
    ? `mailto:${contact}`
    : `tel:${contact.replace(/[^+0-9]/g, '')}`;
  return (
    <>
      <a href={href}>{contact}</a>
      <span className={css.kept}>{t(words.kept)}</span>
    </>
  );
}
