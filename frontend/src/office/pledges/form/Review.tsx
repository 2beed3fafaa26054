import type { ReactNode } from 'react';
import { number, rupiah } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/States.tsx';
import { counted, type Pair, useLang, useText } from '../../../words/lang.ts';
import type { summaryOf } from './draft.ts';
import css from './Review.module.css';

const words = {
  review: ['Ringkasan', 'Review'],
  summary: [
    (n: string, what: string, units: string) => `${n} × ${what} untuk ${units} unit`,
    (n: string, what: string, units: string) => `${n} × ${what} for ${counted(units, 'unit')}`,
  ],
  wish: [
    (n: string, units: string) => `${n} diharapkan untuk ${units} unit.`,
    (n: string, units: string) => `${n} wished for ${counted(units, 'unit')}.`,
  ],
  open: [
    (n: string) => `${n} ditentukan tujuannya oleh pelaksana.`,
    (n: string) => `${n} directed by the executor.`,
  ],
  over: [
    (n: string) => `${n} paket lebih dari jumlah yang dijanjikan.`,
    (n: string) => `${n} packages more than are pledged.`,
  ],
  value: [
    (amount: string) => `Nilai acuan ${amount}`,
    (amount: string) => `Reference value ${amount}`,
  ],
  nothing: ['Belum ada paket yang dipilih.', 'No packages chosen yet.'],
  send: ['Kirim janji bantuan', 'Send the pledge'],
  aggregator: ['Pilih agregatornya untuk mengirim.', 'Choose the aggregator to send.'],
  amounts: [
    'Setiap unit yang dipilih perlu jumlah yang benar; hapus unit yang tidak jadi.',
    'Every chosen unit needs a proper amount; remove those you leave out.',
  ],
  statement: ['Setujui pernyataan untuk mengirim.', 'Accept the statement to send.'],
} as const satisfies Record<string, Pair<unknown>>;

/** What is about to be done, in view while it is still being filled in. */
export function Review({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <aside className={css.review} aria-label={t(words.review)}>
      <h2>{t(words.review)}</h2>
      {children}
    </aside>
  );
}

type PledgeReviewProps = {
  summary: ReturnType<typeof summaryOf>;
  what: string;
  /** Phase and channel. */
  way: string;
  /** The reference value of one package in rupiah. */
  price: string | undefined;
  busy: boolean;
  onSend: () => void;
  /** What was answered when it was sent. */
  children: ReactNode;
};

/** A pledge before it is sent. */
export function PledgeReview(props: PledgeReviewProps) {
  const { summary, what, way, price, busy, onSend, children } = props;
  const { packages, directed, direct, lacks } = summary;
  const units = summary.given.length;
  const t = useText();
  const lang = useLang();
  return (
    <Review>
      {packages > 0 ? (
        <>
          <p className={css.sum}>
            {direct
              ? t(words.summary)(number(packages, lang), what, number(units, lang))
              : `${number(packages, lang)} × ${what}`}
          </p>
          <p>{way}</p>
          {!direct && directed > 0 && (
            <p>{t(words.wish)(number(directed, lang), number(units, lang))}</p>
          )}
          {!direct && directed < packages && (
            <p>{t(words.open)(number(packages - directed, lang))}</p>
          )}
          {directed > packages && (
            <p className={css.wrong}>{t(words.over)(number(directed - packages, lang))}</p>
          )}
          {price && (
            <p className={css.soft}>
              {t(words.value)(rupiah((BigInt(price) * BigInt(packages)).toString(), lang))}
            </p>
          )}
        </>
      ) : (
        <p className={css.soft}>{t(words.nothing)}</p>
      )}
      {children}
      <Button
        look="primary"
        wide
        busy={busy}
        off={packages === 0 || directed > packages || lacks !== undefined}
        onPress={onSend}
      >
        {t(words.send)}
      </Button>
      {(packages > 0 || lacks === 'amounts') && lacks && (
        <Notice tone="note">{t(words[lacks])}</Notice>
      )}
    </Review>
  );
}
