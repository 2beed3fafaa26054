import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { AggregatorMoney_contributions$key } from '../__generated__/AggregatorMoney_contributions.graphql.ts';
import { sumOf } from '../contributions/sums.ts';
import { to, withQuery } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment AggregatorMoney_contributions on Contribution @relay(plural: true) {
    state
    intended
    received
    funded
    left
  }
`;

const words = {
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  money: ['Uang untuk organisasi Anda', 'Money for your organisation'],
  allMoney: ['Semua kontribusi', 'All contributions'],
  intended: ['Dana, diniatkan dan belum diterima', 'Money, intended and not yet received'],
  intendedRows: ['Catat yang sudah masuk', 'Record what has arrived'],
  received: ['Dana, diterima', 'Money, received'],
  receivedRows: ['Yang diterima', 'What was received'],
  left: ['Dana, belum menjadi paket', 'Money, not yet packages'],
  leftRows: ['Ikat pada janji bantuan', 'Bind it to pledges'],
} as const satisfies Record<string, Pair<unknown>>;

type AggregatorMoneyProps = { contributions: AggregatorMoney_contributions$key };

/** The money that donors intended for the organisation, and what is left of what came. */
export function AggregatorMoney({ contributions }: AggregatorMoneyProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const money = useFragment(fragment, contributions);
  if (money.length === 0) return null;
  const left = sumOf(money, 'left');
  return (
    <Section title={t(words.money)} aside={<a href={to.contributions}>{t(words.allMoney)}</a>}>
      <FigureRow asOf={t(words.asOf)(day(today, lang))}>
        <FigureCard
          label={t(words.intended)}
          figure={rupiah(sumOf(money, 'intended', 'INTENDED'), lang)}
          href={withQuery(to.contributions, { lihat: 'niat' })}
          rows={t(words.intendedRows)}
        />
        <FigureCard
          label={t(words.received)}
          figure={rupiah(sumOf(money, 'received'), lang)}
          href={withQuery(to.contributions, { lihat: 'diterima' })}
          rows={t(words.receivedRows)}
        />
        <FigureCard
          label={t(words.left)}
          figure={rupiah(left, lang)}
          href={left === '0' ? undefined : to.pledges}
          rows={t(words.leftRows)}
        />
      </FigureRow>
    </Section>
  );
}
