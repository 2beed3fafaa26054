import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { DonorHomeQuery } from '../__generated__/DonorHomeQuery.graphql.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { newContribution, to, waitingPledges } from '../shell/address.ts';
import { ofOffice, useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { DailyCharts } from './DailyCharts.tsx';
import { DonorMoney } from './DonorMoney.tsx';
import { DonorShortfalls } from './DonorShortfalls.tsx';
import css from './Home.module.css';
import { LadderFigures } from './LadderFigures.tsx';
import { ofProfile } from './profile.ts';

const document = graphql`
  query DonorHomeQuery($profile: ID, $known: Boolean!) @preloadable {
    province @include(if: $known) {
      id
      ladder(organisation: $profile, side: GIVER) {
        pledged
        asOf
        ...LadderFigures_rows
      }
      ladderByDay(organisation: $profile, side: GIVER) {
        ...DailyCharts_days
      }
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
        short: pledges(side: GIVER, short: true, order: OLDEST, first: 10) {
          edges {
            node {
              ...DonorShortfalls_pledges
            }
          }
        }
        closings(side: GIVER, states: [CLOSED, CONTESTED, UPHELD, OVERRULED], first: 10) {
          edges {
            node {
              ...DonorShortfalls_closings
            }
          }
        }
        contributions(side: GIVER, first: 1000) {
          edges {
            node {
              ...DonorMoney_contributions
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Ringkasan', 'Overview'],
  create: ['Janji bantuan baru', 'New pledge'],
  give: ['Beri dana', 'Give money'],
  goods: ['Paket dari organisasi Anda', 'Packages from your organisation'],
  all: ['Semua janji bantuan', 'All pledges'],
  course: ['Dari waktu ke waktu', 'Over time'],
  waiting: ['Menunggu jawaban', 'Awaiting an answer'],
  allWaiting: ['Semua yang menunggu', 'All that wait'],
  noneWaiting: ['Tidak ada janji yang menunggu.', 'No pledge is waiting.'],
  start: ['Mulai membantu', 'Start helping'],
  startWhy: [
    'Janjikan paket langsung kepada unit, atau beri dana kepada agregator yang mengubahnya menjadi paket.',
    'Pledge packages to units, or give money to an aggregator who turns it into packages.',
  ],
  units: ['Lihat unit prioritas', 'See the priority units'],
} as const satisfies Record<string, Pair>;

export function DonorHome() {
  const t = useText();
  const { organisation, acts } = useOffice();
  const profile = organisation.profile?.id;
  const variables = ofProfile(organisation);
  const data = useLoad<DonorHomeQuery>(document, variables, { fetchPolicy: 'store-and-network' });
  useRefreshed<DonorHomeQuery>(document, variables, ofOffice);
  const own = data.viewer?.organisation;
  const waiting = own?.waiting.edges.map((edge) => edge.node) ?? [];
  const money = own?.contributions.edges.map((edge) => edge.node) ?? [];
  const buttons = acts && <GiveButtons />;
  const { province } = data;
  const hasGiven = province?.ladder.some((row) => row.pledged > 0) ?? false;
  const started = hasGiven || money.length > 0 || waiting.length > 0;
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
      {profile && province && (
        <LadderFigures
          title={t(words.goods)}
          rows={province.ladder}
          organisation={profile}
          side="GIVER"
          all={{ href: to.pledges, label: t(words.all) }}
          waiting={waitingPledges}
        />
      )}
      {profile && province?.ladder[0] && hasGiven && (
        <Section title={t(words.course)}>
          <DailyCharts
            id="hari"
            days={province.ladderByDay}
            phases={data.programmes.at(-1)?.phases ?? []}
            asOf={province.ladder[0].asOf}
            organisation={profile}
            side="GIVER"
          />
        </Section>
      )}
      {own && (
        <DonorShortfalls
          pledges={own.short.edges.map((edge) => edge.node)}
          closings={own.closings.edges.map((edge) => edge.node)}
        />
      )}
      <DonorMoney contributions={money} />
      {(hasGiven || waiting.length > 0) && (
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

function GiveButtons() {
  const t = useText();
  return (
    <div className={css.buttons}>
      <Button look="primary" href={to.newPledge}>
        {t(words.create)}
      </Button>
      <Button href={newContribution}>{t(words.give)}</Button>
    </div>
  );
}
