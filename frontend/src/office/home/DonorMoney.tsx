import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { DonorMoney_contributions$key } from '../__generated__/DonorMoney_contributions.graphql.ts';
import { sumOf } from '../contributions/sums.ts';
import { to, withQuery } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment DonorMoney_contributions on Contribution @relay(plural: true) {
    id
    state
    intended
    received
    funded
    left
    fundings {
      packages
      releasedOn
    }
  }
`;

const words = {
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  money: ['Uang dari organisasi Anda', 'Money from your organisation'],
  allMoney: ['Sampai mana uang itu', 'What became of it'],
  intended: ['Dana, diniatkan dan belum diterima', 'Money, intended and not yet received'],
  intendedRows: ['Yang diniatkan', 'What is intended'],
  received: ['Dana, diterima agregator', 'Money, received by aggregators'],
  receivedRows: ['Yang diterima', 'What was received'],
  funded: ['Dana, menjadi paket', 'Money, turned into packages'],
  packages: [(n: string) => `${n} paket`, (n: string) => counted(n, 'package')],
  became: ['Paket apa, untuk siapa', 'Which packages, for whom'],
} as const satisfies Record<string, Pair<unknown>>;

type DonorMoneyProps = { contributions: DonorMoney_contributions$key };

/** The money that the organisation gave, and what it became. */
export function DonorMoney({ contributions }: DonorMoneyProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const money = useFragment(fragment, contributions);
  const [only] = money;
  if (!only) return null;
  const packages = money
    .flatMap((each) => each.fundings)
    .reduce((sum, each) => sum + (each.releasedOn ? 0 : each.packages), 0);
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
          label={t(words.funded)}
          figure={rupiah(sumOf(money, 'funded'), lang)}
          note={packages > 0 && t(words.packages)(number(packages, lang))}
          href={money.length === 1 ? to.contribution(only.id) : to.contributions}
          rows={t(words.became)}
        />
      </FigureRow>
    </Section>
  );
}
