import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { AggregatorHomeQuery } from '../__generated__/AggregatorHomeQuery.graphql.ts';
import { incomingView, to, waitingPledges } from '../shell/address.ts';
import { ofOffice, useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { AggregatorMoney } from './AggregatorMoney.tsx';
import { AggregatorPledges } from './AggregatorPledges.tsx';
import { DailyCharts } from './DailyCharts.tsx';
import css from './Home.module.css';
import { LadderFigures } from './LadderFigures.tsx';
import { ofProfile } from './profile.ts';
import { StockChart } from './StockChart.tsx';

const document = graphql`
  query AggregatorHomeQuery($profile: ID, $known: Boolean!) @preloadable {
    province @include(if: $known) {
      id
      carriedOut: ladder(organisation: $profile, side: EXECUTOR) {
        asOf
        ...LadderFigures_rows
      }
      given: ladder(organisation: $profile, side: GIVER) {
        ...LadderFigures_rows
      }
      carriedOutByDay: ladderByDay(organisation: $profile, side: EXECUTOR) {
        pledged
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
        stockByDay {
          ...StockChart_days
        }
        agreements {
          id
          number
          endsOn
          inForce
        }
        ...AggregatorPledges_organisation
        contributions(side: EXECUTOR, first: 1000) {
          edges {
            node {
              ...AggregatorMoney_contributions
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
  noAgreement: ['Tidak ada PKS yang berlaku', 'No agreement is in force'],
  noAgreementWhy: [
    'Tanpa PKS yang berlaku, organisasi Anda tidak dapat menerima janji atau uang dan tidak dapat menjanjikan paket.',
    'Without an agreement in force your organisation can accept neither pledges nor money, and can pledge nothing.',
  ],
  toAgreements: ['Ke PKS dan izin', 'To agreement and permits'],
  inForce: [
    (no: string, until: string) => `${no} berlaku sampai ${until}.`,
    (no: string, until: string) => `${no} is in force until ${until}.`,
  ],
  incoming: ['Semua janji masuk', 'All incoming pledges'],
  carriedOut: ['Yang dilaksanakan untuk pihak lain', 'Carried out for others'],
  given: ['Dari organisasi Anda sendiri', 'Given by your organisation'],
  pledges: ['Semua janji bantuan', 'All pledges'],
  course: [
    'Yang dialokasikan untuk pihak lain, dari waktu ke waktu',
    'Allocated for others, over time',
  ],
  stock: [
    'Stok yang Anda alokasikan, dari waktu ke waktu',
    'Your stock and its allocation, over time',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Data = AggregatorHomeQuery['response'];
type Agreement = NonNullable<NonNullable<Data['viewer']>['organisation']>['agreements'][number];

const everythingIncoming = incomingView('semua');

export function AggregatorHome() {
  const t = useText();
  const { organisation, acts } = useOffice();
  const profile = organisation.profile?.id;
  const variables = ofProfile(organisation);
  const data = useLoad<AggregatorHomeQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<AggregatorHomeQuery>(document, variables, ofOffice);
  const own = data.viewer?.organisation;
  const { province } = data;
  const phases = data.programmes.at(-1)?.phases ?? [];
  const agreement = own?.agreements.find((each) => each.inForce);
  return (
    <>
      <PageHead
        title={organisation.name}
        lead={t(words.title)}
        action={acts && agreement && <Button href={to.newPledge}>{t(words.create)}</Button>}
      />
      <InForce agreement={agreement} />
      {own && <AggregatorPledges organisation={own} />}
      {own && own.stockByDay.length > 0 && province?.carriedOut[0] && (
        <Section title={t(words.stock)}>
          <StockChart
            days={own.stockByDay}
            phases={phases}
            asOf={province.carriedOut[0].asOf}
            hrefs={{ accepted: incomingView('berjalan'), free: incomingView('alokasi') }}
          />
        </Section>
      )}
      {own && <AggregatorMoney contributions={own.contributions.edges.map((edge) => edge.node)} />}
      {profile && province && <Ladders profile={profile} province={province} phases={phases} />}
    </>
  );
}

/** The agreement that the organisation works under, or what it can't do without one. */
function InForce({ agreement }: { agreement: Agreement | undefined }) {
  const t = useText();
  const lang = useLang();
  if (agreement) {
    return (
      <p className={css.soft}>{t(words.inForce)(agreement.number, day(agreement.endsOn, lang))}</p>
    );
  }
  return (
    <Notice tone="note" title={t(words.noAgreement)}>
      <p>{t(words.noAgreementWhy)}</p>
      <p>
        <a href={to.agreements}>{t(words.toAgreements)}</a>
      </p>
    </Notice>
  );
}

type LaddersProps = {
  profile: string;
  province: NonNullable<Data['province']>;
  phases: Data['programmes'][number]['phases'];
};

/** How far the packages have come: those of others, and the organisation's own. */
function Ladders({ profile, province, phases }: LaddersProps) {
  const t = useText();
  return (
    <>
      {province.carriedOut && (
        <LadderFigures
          title={t(words.carriedOut)}
          rows={province.carriedOut}
          organisation={profile}
          side="EXECUTOR"
          all={{ href: everythingIncoming, label: t(words.incoming) }}
          waiting={everythingIncoming}
        />
      )}
      {province.carriedOut[0] && province.carriedOutByDay.some((row) => row.pledged > 0) && (
        <Section title={t(words.course)}>
          <DailyCharts
            id="hari"
            days={province.carriedOutByDay}
            phases={phases}
            asOf={province.carriedOut[0].asOf}
            organisation={profile}
            side="EXECUTOR"
          />
        </Section>
      )}
      {province.given && (
        <LadderFigures
          title={t(words.given)}
          rows={province.given}
          organisation={profile}
          side="GIVER"
          all={{ href: to.pledges, label: t(words.pledges) }}
          waiting={waitingPledges}
        />
      )}
    </>
  );
}
