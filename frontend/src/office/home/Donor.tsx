import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { DonorQuery } from '../__generated__/DonorQuery.graphql.ts';
import { to } from '../address.ts';
import { sumOf } from '../contributions/sums.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useOffice } from '../viewer.ts';
import css from './Home.module.css';
import { Rungs } from './Rungs.tsx';

const document = graphql`
  query DonorQuery($profile: GlobalID, $known: Boolean!) {
    ladder(organisation: $profile) @include(if: $known) {
      pledged
      ...Rungs_rows
    }
    viewer {
      organisation {
        id
        waiting: pledges(side: GIVER, states: [SUBMITTED, ACCEPTED], first: 10) {
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
        contributions(side: GIVER, first: 1000) {
          edges {
            node {
              id
              state
              intended
              received
              funded
              left
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Ringkasan', 'Overview'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  create: ['Janji bantuan baru', 'New pledge'],
  give: ['Beri dana', 'Give money'],
  goods: ['Paket dari organisasi Anda', 'Packages from your organisation'],
  all: ['Semua janji bantuan', 'All pledges'],
  waiting: ['Menunggu jawaban', 'Awaiting an answer'],
  noneWaiting: ['Tidak ada janji yang menunggu.', 'No pledge is waiting.'],
  money: ['Uang dari organisasi Anda', 'Money from your organisation'],
  allMoney: ['Sampai mana uang itu', 'What became of it'],
  intended: ['Dana, diniatkan', 'Money, intended'],
  received: ['Dana, diterima agregator', 'Money, received by aggregators'],
  funded: ['Dana, menjadi paket', 'Money, turned into packages'],
  start: ['Mulai membantu', 'Start helping'],
  startWhy: [
    'Janjikan paket langsung kepada unit, atau beri dana kepada agregator yang mengubahnya menjadi paket.',
    'Pledge packages to units, or give money to an aggregator who turns it into packages.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

export function Donor() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts, today } = useOffice();
  const profile = organisation.profile?.id;
  const data = useLazyLoadQuery<DonorQuery>(
    document,
    { profile: profile ?? null, known: profile !== undefined },
    { fetchPolicy: 'store-and-network' },
  );
  const own = data.viewer?.organisation;
  const waiting = own?.waiting.edges.map((edge) => edge.node) ?? [];
  const money = own?.contributions.edges.map((edge) => edge.node) ?? [];
  const buttons = acts && (
    <div className={css.buttons}>
      <Button look="primary" href={to.newPledge}>
        {t(words.create)}
      </Button>
      <Button href={to.contributions}>{t(words.give)}</Button>
    </div>
  );
  return (
    <>
      <PageHead title={organisation.name} lead={t(words.title)} action={buttons} />
      {profile && data.ladder && (
        <Section title={t(words.goods)} aside={<a href={to.pledges}>{t(words.all)}</a>}>
          <Rungs rows={data.ladder} organisation={profile} />
        </Section>
      )}
      {money.length > 0 && (
        <Section title={t(words.money)} aside={<a href={to.contributions}>{t(words.allMoney)}</a>}>
          <FigureRow asOf={t(words.asOf)(day(today, lang))}>
            <FigureCard
              label={t(words.intended)}
              figure={rupiah(sumOf(money, 'intended', 'INTENDED'), lang)}
            />
            <FigureCard label={t(words.received)} figure={rupiah(sumOf(money, 'received'), lang)} />
            <FigureCard label={t(words.funded)} figure={rupiah(sumOf(money, 'funded'), lang)} />
          </FigureRow>
        </Section>
      )}
      <Section title={t(words.waiting)}>
        {waiting.length > 0 ? (
          <PledgeTable pledges={waiting} party="executor" />
        ) : (
          <p className={css.soft}>{t(words.noneWaiting)}</p>
        )}
      </Section>
      {data.ladder?.every((row) => row.pledged === 0) && money.length === 0 && acts && (
        <Empty title={t(words.start)} action={buttons}>
          {t(words.startWhy)}
        </Empty>
      )}
    </>
  );
}
