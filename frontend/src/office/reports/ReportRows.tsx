import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReportRowsQuery } from '../__generated__/ReportRowsQuery.graphql.ts';
import { ListTable } from '../lists/ListTable.tsx';
import { pageSize, useList } from '../lists/list.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import type { usePhases } from '../shared/programme.ts';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';

const document = graphql`
  query ReportRowsQuery(
    $organisation: ID!
    $since: Date!
    $until: Date!
    $phase: ID
    $package: ID
    $first: Int!
    $after: String
  ) {
    commitments(
      organisation: $organisation
      side: GIVER
      since: $since
      until: $until
      phase: $phase
      package: $package
      first: $first
      after: $after
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          quantity
          committedOn
          unit {
            code
            name
            kind
            kelurahan {
              name
            }
          }
          phase {
            number
          }
          package {
            code
          }
          executor {
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Rincian per unit', 'Rows by unit'],
  unit: ['Unit', 'Unit'],
  phase: ['Tahap', 'Phase'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  executor: ['Pelaksana', 'Executor'],
  on: ['Komitmen pada', 'Committed on'],
  none: ['Tidak ada baris di sini.', 'No rows here.'],
  shown: ['Tampilkan', 'Show'],
  all: ['Semua', 'All'],
  phaseName: [(n: string) => `Tahap ${n}`, (n: string) => `Phase ${n}`],
} as const satisfies Record<string, Pair<unknown>>;

type ReportRowsProps = {
  organisation: string;
  since: string;
  until: string;
  phases: ReturnType<typeof usePhases>['phases'];
};

/** The commitments that make up the report's figures. */
export function ReportRows({ organisation, since, until, phases }: ReportRowsProps) {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const list = useList(to.report, { terbaru: 'NEWEST' }, 'terbaru');
  const phase = phases.find((each) => String(each.number) === query.tahap);
  const requested = phases
    .flatMap((each) => each.packages)
    .find((each) => each.package.code === query.paket);
  const { commitments } = useLoad<ReportRowsQuery>(
    document,
    {
      organisation,
      since,
      until,
      phase: phase?.id ?? null,
      package: requested?.package.id ?? null,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const here = (href: string) => `${href}#rincian`;
  return (
    <Section id="rincian" title={t(words.title)}>
      {(phase || query.paket) && (
        <FilterRow label={t(words.shown)}>
          <FilterChip href={here(list.address({ tahap: undefined, paket: undefined }))} on={false}>
            {t(words.all)}
          </FilterChip>
          <FilterChip href={here(list.address({}))} on>
            {[
              query.paket && t(packageNameOf(query.paket)),
              phase && t(words.phaseName)(String(phase.number)).toLowerCase(),
            ]
              .filter(Boolean)
              .join(', ')}
          </FilterChip>
        </FilterRow>
      )}
      <ListTable
        caption={t(words.title)}
        rows={commitments.edges}
        keyOf={({ node }) => node.id}
        list={list}
        page={commitments}
        of="allocations"
        empty={<p>{t(words.none)}</p>}
        columns={[
          {
            name: 'unit',
            head: t(words.unit),
            names: true,
            cell: ({ node }) => <a href={to.unitAtWork(node.unit.code)}>{unitName(node.unit)}</a>,
          },
          {
            name: 'phase',
            head: t(words.phase),
            figures: true,
            cell: ({ node }) => node.phase.number,
          },
          {
            name: 'package',
            head: t(words.package),
            cell: ({ node }) => t(packageNameOf(node.package.code)),
          },
          {
            name: 'quantity',
            head: t(words.quantity),
            figures: true,
            cell: ({ node }) => number(node.quantity, lang),
          },
          { name: 'executor', head: t(words.executor), cell: ({ node }) => node.executor.name },
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            cell: ({ node }) => day(node.committedOn, lang),
          },
        ]}
      />
    </Section>
  );
}
