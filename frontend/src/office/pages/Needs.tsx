import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { NeedsProgrammeQuery } from '../__generated__/NeedsProgrammeQuery.graphql.ts';
import type { NeedsQuery } from '../__generated__/NeedsQuery.graphql.ts';
import { numberOf, to, withQuery } from '../address.ts';
import { useLoad } from '../load.ts';
import { ChangeTarget } from '../needs/ChangeTarget.tsx';
import { Publish } from '../needs/Publish.tsx';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { packageNameOf, unitName } from '../parts/names.ts';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const programme = graphql`
  query NeedsProgrammeQuery($area: String!, $known: Boolean!) {
    programmes {
      id
      phases {
        id
        number
        startsOn
        endsOn
        open
        packages {
          package {
            id
            code
          }
        }
      }
    }
    area(code: $area) @include(if: $known) {
      id
      code
      name
    }
  }
`;

const document = graphql`
  query NeedsQuery(
    $phase: GlobalID!
    $package: String!
    $area: String
    $order: NeedOrder!
    $first: Int!
    $after: String
  ) {
    needs(
      phase: $phase
      package: $package
      area: $area
      order: $order
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
          target
          held
          committed
          remaining
          state
          unit {
            code
            name
            kind
            kelurahan {
              name
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kebutuhan', 'Needs'],
  lead: [
    'Kebutuhan tiap unit menurut tahap dan paket, yang paling banyak belum dijanjikan di atas.',
    'What each unit needs by phase and package, those with the most unpromised packages first.',
  ],
  publish: ['Umumkan kebutuhan', 'Publish needs'],
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  package: ['Paket', 'Package'],
  area: ['Wilayah', 'Area'],
  everywhere: ['Semua wilayah', 'All areas'],
  none: ['Belum ada kebutuhan yang diumumkan di sini', 'No needs are published here yet'],
  unit: ['Unit', 'Unit'],
  target: ['Dibutuhkan', 'Needed'],
  held: ['Ditahan', 'Held'],
  committed: ['Komitmen', 'Committed'],
  remaining: ['Belum dijanjikan', 'Without a promise'],
  progress: ['Capaian', 'Progress'],
  acts: ['Tindakan', 'Actions'],
} as const satisfies Record<string, Pair<unknown>>;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { acts: may, organisation, today } = useOffice();
  const acts = may && organisation.kind === 'PEMPROV';
  const query = useQuery();
  const area = query.wilayah;
  const [publishing, setPublishing] = useState(false);
  const [published, setPublished] = useState(0);
  const about = useLoad<NeedsProgrammeQuery>(programme, {
    area: area ?? '',
    known: area !== undefined,
  });
  const phases = about.programmes[about.programmes.length - 1]?.phases ?? [];
  const phase =
    phases.find((each) => String(each.number) === query.tahap) ??
    phases.find((each) => each.open) ??
    phases[0];
  // What is over is published no more.
  const ahead = phases.filter((each) => each.endsOn >= today);
  const packages = phase?.packages.map((each) => each.package) ?? [];
  const chosen = packages.find((each) => each.code === query.paket) ?? packages[0];
  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.needs, { tahap: query.tahap, paket: query.paket, wilayah: area, ...change });
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          acts &&
          ahead.length > 0 &&
          !publishing && (
            <Button look="primary" onPress={() => setPublishing(true)}>
              {t(words.publish)}
            </Button>
          )
        }
      />
      {publishing && (
        <Publish
          phases={ahead}
          first={(ahead.find((each) => each.id === phase?.id) ?? ahead[0])?.id ?? ''}
          onDone={() => setPublished(published + 1)}
          onClose={() => setPublishing(false)}
        />
      )}
      <FilterRow label={t(words.phase)}>
        {phases.map((each) => (
          <FilterChip
            key={each.id}
            href={address({ tahap: String(each.number) })}
            on={each.id === phase?.id}
          >
            {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
          </FilterChip>
        ))}
      </FilterRow>
      <FilterRow label={t(words.package)}>
        {packages.map((each) => (
          <FilterChip
            key={each.code}
            href={address({ paket: each.code })}
            on={each.code === chosen?.code}
          >
            {t(packageNameOf(each.code))}
          </FilterChip>
        ))}
      </FilterRow>
      {area && (
        <FilterRow label={t(words.area)}>
          <FilterChip href={address({ wilayah: undefined })} on={false}>
            {t(words.everywhere)}
          </FilterChip>
          <FilterChip href={address({})} on>
            {about.area?.name ?? area}
          </FilterChip>
        </FilterRow>
      )}
      {phase && chosen && (
        <List
          key={`${phase.id} ${chosen.code} ${area}`}
          phase={phase.id}
          package={chosen.code}
          area={area ?? null}
          published={published}
        />
      )}
    </>
  );
}

const orders = {
  sisa: 'MOST_REMAINING',
  'sisa-kecil': 'FEWEST_REMAINING',
  besar: 'LARGEST',
  kecil: 'SMALLEST',
  komitmen: 'MOST_COMMITTED',
  'komitmen-kecil': 'LEAST_COMMITTED',
} as const;

type ListProps = {
  phase: string;
  package: string;
  area: string | null;
  published: number;
};

function List({ phase, package: code, area, published }: ListProps) {
  const t = useText();
  const lang = useLang();
  const { acts: may, organisation } = useOffice();
  const acts = may && organisation.kind === 'PEMPROV';
  const list = useList(to.needs, orders, 'sisa');
  const { needs } = useLoad<NeedsQuery>(
    document,
    { phase, package: code, area, order: list.order, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network', fetchKey: published },
  );
  const rows = needs.edges.map((edge) => edge.node);
  type Row = (typeof rows)[number];
  return (
    <ListTable
      caption={t(words.title)}
      rows={rows}
      keyOf={(row) => row.id}
      list={list}
      page={needs}
      of="needs"
      sheet={{
        view: 'kebutuhan',
        filters: {
          tahap: numberOf(phase),
          paket: code,
          wilayah: area ?? undefined,
          urut: list.order,
        },
      }}
      empty={<Empty title={t(words.none)} />}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          cell: (row) => <a href={to.unitAtWork(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        {
          name: 'target',
          head: t(words.target),
          figures: true,
          orders: ['kecil', 'besar'],
          cell: (row) => number(row.target, lang),
        },
        {
          name: 'held',
          head: t(words.held),
          figures: true,
          cell: (row) => number(row.held, lang),
        },
        {
          name: 'committed',
          head: t(words.committed),
          figures: true,
          orders: ['komitmen-kecil', 'komitmen'],
          cell: (row) => number(row.committed, lang),
        },
        {
          name: 'remaining',
          head: t(words.remaining),
          figures: true,
          orders: ['sisa-kecil', 'sisa'],
          cell: (row) => number(row.remaining, lang),
        },
        {
          name: 'progress',
          head: t(words.progress),
          cell: (row) => (
            <LadderBar
              show="line"
              ladder={{ target: row.target, pledged: row.held, committed: row.committed }}
            />
          ),
        },
        ...(acts
          ? [
              {
                name: 'acts',
                head: t(words.acts),
                cell: (row: Row) => (
                  <ChangeTarget id={row.id} name={unitName(row.unit)} target={row.target} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
