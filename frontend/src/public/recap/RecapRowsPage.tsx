import { Fragment } from 'react';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Table } from '../../ui/Table.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { RecapRowsPageQuery } from '../__generated__/RecapRowsPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { packageNameOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Recap.module.css';
import { RowsFound } from './RowsFound.tsx';
import { useRowColumns } from './rowColumns.tsx';
import { RowsPage, type RowsProps, rowFilters } from './rowFilters.tsx';

const document: Doc<RecapRowsPageQuery> = graphql`
  query RecapRowsPageQuery(
    $area: String!
    $inArea: Boolean!
    $phase: ID
    $package: ID
    $organisation: ID
    $side: Side
    $until: Date
    $first: Int!
  ) {
    province @skip(if: $inArea) {
      ladder(phase: $phase, organisation: $organisation, side: $side, asOf: $until) {
        ...RecapRowsPage_ladder @relay(mask: false)
      }
    }
    commitments(
      phase: $phase
      package: $package
      organisation: $organisation
      side: $side
      until: $until
      first: $first
    ) @skip(if: $inArea) {
      ...RecapRowsPage_commitments @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      name
      ladder(phase: $phase, organisation: $organisation, side: $side, asOf: $until) {
        ...RecapRowsPage_ladder @relay(mask: false)
      }
      commitments(
        phase: $phase
        package: $package
        organisation: $organisation
        side: $side
        until: $until
        first: $first
      ) {
        ...RecapRowsPage_commitments @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment RecapRowsPage_ladder on LadderRow {
    package {
      code
    }
    committed
  }
`;

graphql`
  fragment RecapRowsPage_commitments on CommitmentConnection {
    pageInfo {
      hasNextPage
    }
    nodes {
      id
      quantity
      released(until: $until)
      received
      receivedByUnit
      committedOn
      releasedOn
      package {
        code
      }
      phase {
        number
      }
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
      }
      giver {
        id
        name
      }
      executor {
        id
        name
      }
    }
  }
`;

const words = {
  title: ['Rincian komitmen', 'The commitments, row by row'],
  lead: [
    'Setiap baris adalah satu komitmen kepada satu unit. Jumlah baris-baris inilah angka yang tampil di halaman lain.',
    'Each row is one commitment to one unit. Their sum is the figure shown on the other pages.',
  ],
  quantity: ['Jumlah', 'Quantity'],
  on: ['Komitmen', 'Committed'],
  less: [
    (whole: string, gone: string) => `dari ${whole}, ${gone} dilepas`,
    (whole: string, gone: string) => `of ${whole}, ${gone} released`,
  ],
  received: ['Diterima', 'Received'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
  none: ['Tidak ada komitmen', 'No commitments'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = NonNullable<RecapRowsPageQuery['response']['commitments']>['nodes'][number];

export function Page(props: PageProps) {
  return <RowsPage {...props} Rows={Rows} />;
}

function Committed({ row }: { row: Row }) {
  const t = useText();
  const lang = useLang();
  return (
    <>
      {number(row.quantity - row.released, lang)}
      {row.released > 0 && (
        <span className={css.beside}>
          {t(words.less)(number(row.quantity, lang), number(row.released, lang))}
        </span>
      )}
    </>
  );
}

function Received({ row }: { row: Row }) {
  const lang = useLang();
  if (row.received === 0) return '–';
  return (
    <>
      {number(row.received, lang)}
      <span className={css.beside}>{receivedBy(row.received, row.receivedByUnit, lang)}</span>
    </>
  );
}

type CommitmentTableProps = {
  rows: readonly Row[];
  /** The package that all rows have in common; it stands in the filter then. */
  code: string | null | undefined;
  /** Whether these are all rows: headings sort what is here. */
  whole: boolean;
};

function CommitmentTable({ rows, code, whole }: CommitmentTableProps) {
  const t = useText();
  const lang = useLang();
  const sorts = (by: (row: Row) => number | string) => (whole ? by : undefined);
  const columns = useRowColumns(code, sorts);
  return (
    <Table
      caption={t(words.title)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        ...columns,
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: sorts((row) => row.quantity - row.released),
          cell: (row) => <Committed row={row} />,
        },
        {
          name: 'received',
          head: t(words.received),
          figures: true,
          by: sorts((row) => row.received),
          cell: (row) => <Received row={row} />,
        },
        {
          name: 'on',
          head: t(words.on),
          figures: true,
          by: sorts((row) => row.committedOn),
          cell: (row) =>
            row.releasedOn
              ? t(words.released)(day(row.releasedOn, lang))
              : day(row.committedOn, lang),
        },
      ]}
    />
  );
}

type Total = { readonly committed: number; readonly package: { readonly code: string } };

function CommittedTotals({ totals }: { totals: readonly Total[] }) {
  const t = useText();
  const lang = useLang();
  return totals.map((row, at) => (
    <Fragment key={row.package.code}>
      {at > 0 && '; '}
      {(at > 0 ? midSentence : String)(t(packageNameOf(row.package.code)))}
      {': '}
      <strong>{number(row.committed, lang)}</strong>
    </Fragment>
  ));
}

const variablesOf = (filters: ReturnType<typeof rowFilters>) => ({
  area: filters.area ?? '',
  inArea: filters.area !== null,
  phase: filters.phase?.id ?? null,
  package: filters.packageId,
  organisation: filters.organisation,
  side: filters.side ?? null,
  until: filters.until,
  first: filters.first,
});

function Rows(props: RowsProps) {
  const t = useText();
  const filters = rowFilters(props, to.recapRows);
  const { area, code } = filters;
  const reading = useRead(document, variablesOf(filters));
  if (reading.error) return <Failed error={reading.error} again={reading.again} />;
  const shown = area === null ? reading.data : reading.data?.area;
  const { nodes: rows = [], pageInfo } = shown?.commitments ?? {};
  const next = pageInfo?.hasNextPage ?? false;
  const ladder = (area === null ? reading.data?.province : reading.data?.area)?.ladder ?? [];
  // Kinds of packages are never one sum.
  const totals = ladder.filter((row) => row.committed > 0 && (!code || row.package.code === code));
  return (
    <RowsFound
      title={t(words.title)}
      lead={t(words.lead)}
      none={t(words.none)}
      filters={filters}
      area={reading.data?.area?.name}
      found={reading.data && rows.length}
      stale={reading.stale}
      next={next}
      totals={
        <>
          <CommittedTotals totals={totals} />
          {'. '}
        </>
      }
    >
      <CommitmentTable key={String(next)} rows={rows} code={code} whole={!next} />
    </RowsFound>
  );
}
