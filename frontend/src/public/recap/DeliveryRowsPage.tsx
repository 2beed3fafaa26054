import { Fragment } from 'react';
import { daysBefore } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { DeliveryRowsPageQuery } from '../__generated__/DeliveryRowsPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { deliveryRows } from '../shared/deliveryRows.ts';
import { packageNameOf } from '../shared/units.ts';
import { Failed } from '../shell/Failed.tsx';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { RowsFound } from './RowsFound.tsx';
import { RowsPage, type RowsProps, rowFilters } from './rowFilters.tsx';

const document: Doc<DeliveryRowsPageQuery> = graphql`
  query DeliveryRowsPageQuery(
    $area: String!
    $inArea: Boolean!
    $phase: ID
    $package: ID
    $organisation: ID
    $side: Side
    $since: Date
    $before: Date
    $ranged: Boolean!
    $until: Date
    $first: Int!
  ) {
    province @skip(if: $inArea) {
      ...DeliveryRowsPage_sums @relay(mask: false)
    }
    deliveries(
      phase: $phase
      package: $package
      organisation: $organisation
      side: $side
      since: $since
      until: $until
      first: $first
    ) @skip(if: $inArea) {
      ...DeliveryRowsPage_deliveries @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      name
      ...DeliveryRowsPage_sums @relay(mask: false)
      deliveries(
        phase: $phase
        package: $package
        organisation: $organisation
        side: $side
        since: $since
        until: $until
        first: $first
      ) {
        ...DeliveryRowsPage_deliveries @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment DeliveryRowsPage_sums on Area {
    ladder(phase: $phase, organisation: $organisation, side: $side, asOf: $until) {
      package {
        code
      }
      received
      receivedByUnit
    }
    earlier: ladder(phase: $phase, organisation: $organisation, side: $side, asOf: $before)
      @include(if: $ranged) {
      package {
        code
      }
      received
      receivedByUnit
    }
  }
`;

graphql`
  fragment DeliveryRowsPage_deliveries on DeliveryConnection {
    pageInfo {
      hasNextPage
    }
    nodes {
      id
      dispatched
      dispatchedOn
      received
      receivedOn
      ...HowProven_delivery @relay(mask: false)
      package {
        code
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

const table = lazy(() => import('../deliveries/DeliveryTable.tsx'));

const words = {
  title: ['Rincian kiriman', 'The deliveries, row by row'],
  lead: [
    'Setiap baris adalah paket satu pemberi yang berangkat ke satu unit. Yang belum ada buktinya tidak dihitung diterima.',
    'Each row is one giver’s packages that left for one unit. Without a proof they don’t count as received.',
  ],
  receivedOf: [(n: string) => `${n} diterima`, (n: string) => `${n} received`],
  none: ['Tidak ada kiriman', 'No deliveries'],
} as const satisfies Record<string, Pair<unknown>>;

type Sums = NonNullable<DeliveryRowsPageQuery['response']['province']>;

export function Page(props: PageProps) {
  return <RowsPage {...props} Rows={Rows} />;
}

/** Received packages by kind, without those of earlier days: kinds are never one sum. */
function totalsOf(sums: Sums, code: string | null) {
  return sums.ladder
    .map((row) => {
      const before = sums.earlier?.find((each) => each.package.code === row.package.code);
      return {
        code: row.package.code,
        received: row.received - (before?.received ?? 0),
        byUnit: row.receivedByUnit - (before?.receivedByUnit ?? 0),
      };
    })
    .filter((row) => row.received > 0 && (!code || row.code === code));
}

function Rows(props: RowsProps) {
  const t = useText();
  const lang = useLang();
  const filters = rowFilters(props, deliveryRows);
  const { area, code, since, first } = filters;
  const reading = useRead(document, {
    area: area ?? '',
    inArea: area !== null,
    phase: filters.phase?.id ?? null,
    package: filters.packageId,
    organisation: filters.organisation,
    side: filters.side ?? null,
    since,
    before: since && daysBefore(since, 1),
    ranged: since !== null,
    until: filters.until,
    first,
  });
  if (reading.error) return <Failed error={reading.error} again={reading.again} />;
  const shown = area === null ? reading.data : reading.data?.area;
  const sums = area === null ? reading.data?.province : reading.data?.area;
  const rows = shown?.deliveries?.nodes ?? [];
  const next = shown?.deliveries?.pageInfo.hasNextPage ?? false;
  const totals = sums ? totalsOf(sums, code) : [];
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
      totals={totals.map((row, at) => (
        <Fragment key={row.code}>
          {(at > 0 ? midSentence : String)(t(packageNameOf(row.code)))}
          {': '}
          <strong>{t(words.receivedOf)(number(row.received, lang))}</strong>
          {` (${receivedBy(row.received, row.byUnit, lang)})`}
          {at < totals.length - 1 ? '; ' : '. '}
        </Fragment>
      ))}
    >
      <Island part={table} rows={rows} code={code} whole={!next} />
    </RowsFound>
  );
}
