import { useEffect, useState } from 'react';
import { days } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { hasOffice } from '../../ui/preferences.ts';
import { channel, midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { statement } from '../../words/statement.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import type { Phase } from '../shell/programme.ts';
import { type Draft, ways } from './draft.ts';
import css from './Give.module.css';

const words = {
  title: ['Periksa, lalu kirim', 'Look at it again, then send it'],
  sum: [(n: string, what: string) => `${n} ${what}`, (n: string, what: string) => `${n} × ${what}`],
  value: [
    (amount: string) => `nilai acuan ${amount}`,
    (amount: string) => `reference value ${amount}`,
  ],
  phase: [
    (n: number, when: string) => `Tahap ${n}, ${when}`,
    (n: number, when: string) => `Phase ${n}, ${when}`,
  ],
  delivered: [(when: string) => `Diantar ${when}`, (when: string) => `Delivered ${when}`],
  nothing: ['Isi jumlah paketnya dulu.', 'Fill in how many packages first.'],
  units: ['Pilih unit untuk semua paketnya dulu.', 'Choose units for all of the packages first.'],
  rest: [
    (n: string) => `${n} paket belum menemukan tujuan.`,
    (n: string) => `${n} packages have no destination yet.`,
  ],
  open: [
    (n: string) => `${n} paket ditentukan tujuannya oleh pelaksana.`,
    (n: string) => `${n} packages are directed by the executor.`,
  ],
  wish: [
    'Pelaksana yang menentukan unitnya; pilihan Anda disampaikan sebagai harapan.',
    'The executor decides on the units; yours are passed on as a wish.',
  ],
  aggregator: ['Pilih agregatornya dulu.', 'Choose the aggregator first.'],
  statement: ['Surat pernyataan', 'Statement'],
  agree: ['Pernyataan ini Anda setujui saat mengirim.', 'You accept this statement when you send.'],
  signIn: ['Masuk dan kirim janji bantuan', 'Sign in and send the pledge'],
  send: ['Lanjut: setujui dan kirim', 'Next: accept and send'],
  apply: ['Daftarkan organisasi', 'Register an organisation'],
  kept: [
    'Isian di atas ikut terbawa. Belum ada yang ditahan sebelum janji dikirim.',
    'What you filled in comes along. Nothing is held before the pledge is sent.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The office's form with all of this in it. */
function officeOf(draft: Draft, shares: readonly (readonly [string, number, string])[]): string {
  return withQuery(`${to.office}/janji/baru`, {
    paket: draft.package,
    tahap: draft.phase,
    jumlah: draft.quantity ? String(draft.quantity) : '',
    lewat: draft.way,
    agregator: draft.way === 'agregator' ? draft.aggregator : '',
    unit: shares
      .filter((share) => share[1] > 0)
      .map(([code, packages]) => `${code}:${packages}`)
      .join(','),
    dari: draft.from,
    sampai: draft.until,
  });
}

type GiveReviewProps = {
  draft: Draft;
  phase: Phase;
  price: string | undefined;
  aggregator: string | undefined;
  /** Code, packages and name of each unit. */
  shares: readonly (readonly [string, number, string])[];
  /** Packages without a unit. */
  rest: number;
};

/** Digits only: old phones know no whole numbers of that size. */
function times(price: string, packages: number): string {
  return String(Number(price) * packages);
}

/** All of a draft once more, and the ways to send it. */
export function GiveReview(props: GiveReviewProps) {
  const { draft, phase, price, aggregator, shares, rest } = props;
  const direct = draft.way === 'langsung';
  const t = useText();
  const lang = useLang();
  // The server knows nobody: whether somebody worked in the office here, only the browser knows.
  const [office, setOffice] = useState(false);
  useEffect(() => setOffice(hasOffice()), []);
  const way = t(channel[ways[draft.way]]);
  const form = officeOf({ ...draft, phase: String(phase.number) }, shares);
  const lacks =
    draft.quantity === 0
      ? 'nothing'
      : draft.way === 'agregator' && !aggregator
        ? 'aggregator'
        : direct && rest > 0
          ? 'units'
          : '';
  const signIn = (next: string) => withQuery(to.signIn, { lanjut: next });
  return (
    <div className={css.review}>
      <h2>{t(words.title)}</h2>
      {draft.quantity > 0 && (
        <>
          <p className={css.sum}>
            {t(words.sum)(
              number(draft.quantity, lang),
              midSentence(t(packageNameOf(draft.package))),
            )}
          </p>
          <p>
            {t(words.phase)(phase.number, days(phase.startsOn, phase.endsOn, lang))} · {way}
            {aggregator && draft.way === 'agregator' && `, ${aggregator}`}
            {price && ` · ${t(words.value)(rupiah(times(price, draft.quantity), lang))}`}
          </p>
          {draft.from && draft.until && draft.from <= draft.until && (
            <p>{t(words.delivered)(days(draft.from, draft.until, lang))}</p>
          )}
          <ul>
            {shares.map(
              ([code, packages, name]) =>
                packages > 0 && (
                  <li key={code}>
                    {name}: {number(packages, lang)}
                  </li>
                ),
            )}
          </ul>
          {rest > 0 && <p>{t(direct ? words.rest : words.open)(number(rest, lang))}</p>}
          {!direct && rest < draft.quantity && <p className={css.soft}>{t(words.wish)}</p>}
        </>
      )}
      <p className={css.soft}>
        <strong>{t(words.statement)}.</strong> {t(statement)} {t(words.agree)}
      </p>
      {lacks ? (
        <p>
          <strong>{t(words[lacks])}</strong>
        </p>
      ) : (
        <>
          <div className={css.send}>
            <Button look="primary" href={office ? form : signIn(form)}>
              {t(office ? words.send : words.signIn)}
            </Button>
            {!office && (
              <Button href={signIn(withQuery(`${to.office}/daftar`, { lanjut: form }))}>
                {t(words.apply)}
              </Button>
            )}
          </div>
          <p className={css.soft}>{t(words.kept)}</p>
        </>
      )}
    </div>
  );
}
