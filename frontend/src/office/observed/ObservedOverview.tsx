import { graphql } from 'react-relay/hooks';
import { day, days } from '../../format/dates.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { agreementState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ObservedOverviewQuery } from '../__generated__/ObservedOverviewQuery.graphql.ts';
import { numberOf, withQuery } from '../address.ts';
import { Rungs } from '../home/Rungs.tsx';
import { useLoad } from '../load.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query ObservedOverviewQuery($id: GlobalID!, $profile: GlobalID, $known: Boolean!) {
    given: ladder(organisation: $profile, side: GIVER) @include(if: $known) {
      pledged
      ...Rungs_rows
    }
    carried: ladder(organisation: $profile, side: EXECUTOR) @include(if: $known) {
      pledged
      ...Rungs_rows
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
  carried: ['Yang dilaksanakannya untuk orang lain', 'What it carries out for others'],
  allGiven: ['Semua janji yang diberikan', 'All pledges it gave'],
  allCarried: ['Semua janji yang dilaksanakan', 'All pledges it carries out'],
  waiting: ['Menunggu jawabannya', 'Awaiting its answer'],
  papers: ['PKS dan izin', 'Agreements and permits'],
  kind: ['Jenis', 'Kind'],
  agreement: ['PKS', 'Agreement'],
  permit: ['Izin PUB', 'Permit'],
  number: ['Nomor', 'Number'],
  period: ['Masa berlaku', 'Period'],
  state: ['Keadaan', 'State'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
} as const satisfies Record<string, Pair<unknown>>;

type ObservedOverviewProps = { id: string; profile: string | undefined; path: string };

/** What its own people see first: how far its packages are, what waits, what it may do. */
export function ObservedOverview({ id, profile, path }: ObservedOverviewProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const { node, given, carried } = useLoad<ObservedOverviewQuery>(
    document,
    { id, profile: profile ?? null, known: profile !== undefined },
    { fetchPolicy: 'store-and-network' },
  );
  const waiting = node?.waiting?.edges.map((edge) => edge.node) ?? [];
  const papers = [
    ...(node?.agreements ?? []).map((paper) => ({ ...paper, kind: words.agreement })),
    ...(node?.permits ?? []).map((paper) => ({ ...paper, kind: words.permit })),
  ];
  const gave = given?.some((row) => row.pledged > 0) ?? false;
  const carries = carried?.some((row) => row.pledged > 0) ?? false;
  const listOf = (part: string) => withQuery(path, { bagian: part });
  return (
    <>
      <p>{t(words.asOf)(day(today, lang))}</p>
      {!gave && !carries && waiting.length === 0 && <Empty title={t(words.none)} />}
      {profile && given && (
        <Rungs
          title={t(words.given)}
          rows={given}
          organisation={profile}
          side="GIVER"
          all={{ href: listOf('janji'), label: t(words.allGiven) }}
          waiting={listOf('janji')}
        />
      )}
      {profile && carried && (
        <Rungs
          title={t(words.carried)}
          rows={carried}
          organisation={profile}
          side="EXECUTOR"
          all={{ href: listOf('pelaksanaan'), label: t(words.allCarried) }}
          waiting={listOf('pelaksanaan')}
        />
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
      {papers.length > 0 && (
        <Section title={t(words.papers)}>
          <Table
            caption={t(words.papers)}
            captionUnseen
            rows={papers}
            keyOf={(row) => row.id}
            columns={[
              {
                name: 'number',
                head: t(words.number),
                names: true,
                cell: (row) => row.number,
              },
              { name: 'kind', head: t(words.kind), cell: (row) => t(row.kind) },
              {
                name: 'period',
                head: t(words.period),
                figures: true,
                cell: (row) => days(row.startsOn, row.endsOn, lang),
              },
              {
                name: 'state',
                head: t(words.state),
                cell: (row) => {
                  const word = agreementState[row.state];
                  return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
                },
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
