import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { DonorQuery } from '../__generated__/DonorQuery.graphql.ts';
import { newContribution, to, waitingPledges, withQuery } from '../address.ts';
import { sumOf } from '../contributions/sums.ts';
import { ofOffice, useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useOffice } from '../viewer.ts';
import { Course } from './Course.tsx';
import css from './Home.module.css';
import { Rungs } from './Rungs.tsx';

const document = graphql`
  query DonorQuery($profile: GlobalID, $known: Boolean!) {
    ladder(organisation: $profile, side: GIVER) @include(if: $known) {
      pledged
      asOf
      ...Rungs_rows
    }
    ladderByDay(organisation: $profile, side: GIVER) @include(if: $known) {
      ...Course_days
    }
    programmes {
      phases {
        number
        startsOn
        endsOn
      }
    }
    viewer {
      organisation {
        id
        waiting: pledges(side: GIVER, states: [SUBMITTED, ACCEPTED], order: LONGEST_WAITING, first: 10) {
          pageInfo {
            hasNextPage
          }
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
              fundings {
                packages
                releasedOn
              }
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
  course: ['Dari waktu ke waktu', 'Over time'],
  waiting: ['Menunggu jawaban', 'Awaiting an answer'],
  allWaiting: ['Semua yang menunggu', 'All that wait'],
  noneWaiting: ['Tidak ada janji yang menunggu.', 'No pledge is waiting.'],
  money: ['Uang dari organisasi Anda', 'Money from your organisation'],
  allMoney: ['Sampai mana uang itu', 'What became of it'],
  intended: ['Dana, diniatkan dan belum diterima', 'Money, intended and not yet received'],
  intendedRows: ['Yang diniatkan', 'What is intended'],
  received: ['Dana, diterima agregator', 'Money, received by aggregators'],
  receivedRows: ['Yang diterima', 'What was received'],
  funded: ['Dana, menjadi paket', 'Money, turned into packages'],
  packages: [(n: string) => `${n} paket`, (n: string) => counted(n, 'package')],
  became: ['Paket apa, untuk siapa', 'Which packages, for whom'],
  start: ['Mulai membantu', 'Start helping'],
  startWhy: [
    'Janjikan paket langsung kepada unit, atau beri dana kepada agregator yang mengubahnya menjadi paket.',
    'Pledge packages to units, or give money to an aggregator who turns it into packages.',
  ],
  units: ['Lihat unit prioritas', 'See the priority units'],
} as const satisfies Record<string, Pair<unknown>>;

export function Donor() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts, today } = useOffice();
  const profile = organisation.profile?.id;
  const variables = { profile: profile ?? null, known: profile !== undefined };
  const data = useLoad<DonorQuery>(document, variables, { fetchPolicy: 'store-and-network' });
  useRefreshed<DonorQuery>(document, variables, ofOffice);
  const own = data.viewer?.organisation;
  const waiting = own?.waiting.edges.map((edge) => edge.node) ?? [];
  const money = own?.contributions.edges.map((edge) => edge.node) ?? [];
  const buttons = acts && (
    <div className={css.buttons}>
      <Button look="primary" href={to.newPledge}>
        {t(words.create)}
      </Button>
      <Button href={newContribution}>{t(words.give)}</Button>
    </div>
  );
  const gave = data.ladder?.some((row) => row.pledged > 0) ?? false;
  const [only] = money;
  const packages = money
    .flatMap((each) => each.fundings)
    .reduce((sum, each) => sum + (each.releasedOn ? 0 : each.packages), 0);
  const started = gave || money.length > 0 || waiting.length > 0;
  return (
    <>
      <PageHead title={organisation.name} lead={t(words.title)} action={started && buttons} />
      {!started && (
        <Empty
          title={t(words.start)}
          action={buttons || <Button href={to.publicUnits}>{t(words.units)}</Button>}
        >
          {t(words.startWhy)}
        </Empty>
      )}
      {profile && data.ladder && (
        <Rungs
          title={t(words.goods)}
          rows={data.ladder}
          organisation={profile}
          side="GIVER"
          all={{ href: to.pledges, label: t(words.all) }}
          waiting={waitingPledges}
        />
      )}
      {profile && data.ladder?.[0] && data.ladderByDay && gave && (
        <Section title={t(words.course)}>
          <Course
            id="hari"
            days={data.ladderByDay}
            phases={data.programmes.at(-1)?.phases ?? []}
            asOf={data.ladder[0].asOf}
            organisation={profile}
            side="GIVER"
          />
        </Section>
      )}
      {only && (
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
      )}
      {(gave || waiting.length > 0) && (
        <Section
          title={t(words.waiting)}
          aside={
            own?.waiting.pageInfo.hasNextPage && <a href={waitingPledges}>{t(words.allWaiting)}</a>
          }
        >
          {waiting.length > 0 ? (
            <PledgeTable pledges={waiting} party="executor" />
          ) : (
            <p className={css.soft}>{t(words.noneWaiting)}</p>
          )}
        </Section>
      )}
    </>
  );
}
