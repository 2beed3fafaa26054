import { graphql } from 'react-relay/hooks';
import { day, days } from '../../../format/dates.ts';
import { Empty } from '../../../ui/States.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { Table } from '../../../ui/Table.tsx';
import { agreementState } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { LadderFigures_rows$key } from '../../__generated__/LadderFigures_rows.graphql.ts';
import type { ObservedOverviewQuery } from '../../__generated__/ObservedOverviewQuery.graphql.ts';
import { LadderFigures } from '../../home/LadderFigures.tsx';
import { useColumns } from '../../lists/columns.tsx';
import { PledgeTable } from '../../pledges/PledgeTable.tsx';
import { numberOf, withQuery } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';
import { useOffice } from '../../shell/viewer.ts';

const document = graphql`
  query ObservedOverviewQuery($id: ID!, $profile: ID, $known: Boolean!) {
    province @include(if: $known) {
      id
      given: ladder(organisation: $profile, side: GIVER) {
        pledged
        ...LadderFigures_rows
      }
      carriedOut: ladder(organisation: $profile, side: EXECUTOR) {
        pledged
        ...LadderFigures_rows
      }
    }
    node(id: $id) {
      ... on TenantOrganisation {
        agreements {
          id
          number
          startsOn
          endsOn
          state
        }
        permits {
          id
          number
          startsOn
          endsOn
          state
        }
        waiting: pledges(
          side: EXECUTOR
          states: [SUBMITTED]
          order: LONGEST_WAITING
          first: 10
        ) {
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
      }
    }
  }
`;

const words = {
  none: ['Belum ada yang diberikan atau dilaksanakan', 'Nothing given or carried out yet'],
  given: ['Yang diberikannya', 'What it gave'],
  carriedOut: ['Yang dilaksanakannya untuk pihak lain', 'What it carries out for others'],
  allGiven: ['Semua janji yang diberikan', 'All pledges it gave'],
  allCarriedOut: ['Semua janji yang dilaksanakan', 'All pledges it carries out'],
  waiting: ['Menunggu jawabannya', 'Awaiting its answer'],
  papers: ['PKS dan izin', 'Agreements and permits'],
  kind: ['Jenis', 'Kind'],
  agreement: ['PKS', 'Agreement'],
  permit: ['Izin PUB', 'Permit'],
  number: ['Nomor', 'Number'],
  period: ['Masa berlaku', 'Period'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
} as const satisfies Record<string, Pair<unknown>>;

type ObservedOverviewProps = { id: string; profile: string | undefined; path: string };

/** What its own people see first: how far its packages are, what waits, what it may do. */
export function ObservedOverview({ id, profile, path }: ObservedOverviewProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const { node, province } = useLoad<ObservedOverviewQuery>(
    document,
    { id, profile: profile ?? null, known: profile !== undefined },
    { fetchPolicy: 'store-and-network' },
  );
  const waiting = node?.waiting?.edges.map((edge) => edge.node) ?? [];
  const { given = [], carriedOut = [] } = province ?? {};
  const nothing = [...given, ...carriedOut].every((row) => row.pledged === 0);
  return (
    <>
      <p>{t(words.asOf)(day(today, lang))}</p>
      {nothing && waiting.length === 0 && <Empty title={t(words.none)} />}
      {profile && province && (
        <Ladders profile={profile} given={given} carriedOut={carriedOut} path={path} />
      )}
      {waiting.length > 0 && (
        <Section title={t(words.waiting)}>
          <PledgeTable
            pledges={waiting}
            party="giver"
            queue
            observed={{ number: numberOf(id), part: undefined }}
          />
        </Section>
      )}
      <PaperTable agreements={node?.agreements ?? []} permits={node?.permits ?? []} />
    </>
  );
}

type LaddersProps = {
  profile: string;
  given: LadderFigures_rows$key;
  carriedOut: LadderFigures_rows$key;
  path: string;
};

/** How far its packages have come: those it gave, and those of others. */
function Ladders({ profile, given, carriedOut, path }: LaddersProps) {
  const t = useText();
  const listOf = (part: string) => withQuery(path, { bagian: part });
  return (
    <>
      <LadderFigures
        title={t(words.given)}
        rows={given}
        organisation={profile}
        side="GIVER"
        all={{ href: listOf('janji'), label: t(words.allGiven) }}
        waiting={listOf('janji')}
      />
      <LadderFigures
        title={t(words.carriedOut)}
        rows={carriedOut}
        organisation={profile}
        side="EXECUTOR"
        all={{ href: listOf('pelaksanaan'), label: t(words.allCarriedOut) }}
        waiting={listOf('pelaksanaan')}
      />
    </>
  );
}

type Observed = NonNullable<ObservedOverviewQuery['response']['node']>;
type PaperTableProps = Required<Pick<Observed, 'agreements' | 'permits'>>;

function PaperTable({ agreements, permits }: PaperTableProps) {
  const t = useText();
  const lang = useLang();
  const papers = [
    ...agreements.map((paper) => ({ ...paper, kind: words.agreement })),
    ...permits.map((paper) => ({ ...paper, kind: words.permit })),
  ];
  const { state } = useColumns<(typeof papers)[number]>();
  if (papers.length === 0) return null;
  return (
    <Section title={t(words.papers)}>
      <Table
        caption={t(words.papers)}
        captionUnseen
        rows={papers}
        keyOf={(row) => row.id}
        columns={[
          { name: 'number', head: t(words.number), names: true, cell: (row) => row.number },
          { name: 'kind', head: t(words.kind), cell: (row) => t(row.kind) },
          {
            name: 'period',
            head: t(words.period),
            figures: true,
            cell: (row) => days(row.startsOn, row.endsOn, lang),
          },
          state(agreementState, (row) => row.state),
        ]}
      />
    </Section>
  );
}
