import { graphql, useFragment } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { allocationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitAllocations_unit$key } from '../__generated__/UnitAllocations_unit.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { ListTable } from '../lists/ListTable.tsx';
import type { ListState } from '../lists/list.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './Unit.module.css';

const fragment = graphql`
  fragment UnitAllocations_unit on Unit {
    allocations(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          quantity
          state
          windowStarts
          windowEnds
          package {
            code
          }
          giver {
            name
          }
          executor {
            name
          }
          pledge {
            id
            number
          }
        }
      }
    }
  }
`;

const words = {
  allocations: ['Alokasi untuk unit ini', 'Allocations to this unit'],
  yours: [
    'Hanya alokasi yang melibatkan organisasi Anda; komitmen semua pihak ada di halaman publik.',
    'Only allocations that involve your organisation; everybody’s commitments are on the public page.',
  ],
  noAllocations: ['Belum ada alokasi', 'No allocations yet'],
  pledge: ['Janji bantuan', 'Pledge'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  window: ['Jadwal antar', 'Delivery window'],
} as const satisfies Record<string, Pair>;

type UnitAllocationsProps = { unit: UnitAllocations_unit$key; list: ListState<'NEWEST'> };

/** The allocations to the unit, as far as the viewer may see them. */
export function UnitAllocations({ unit, list }: UnitAllocationsProps) {
  const t = useText();
  const lang = useLang();
  const pemprov = useOffice().organisation.kind === 'PEMPROV';
  const { allocations } = useFragment(fragment, unit);
  const rows = allocations.edges.map((edge) => edge.node);
  const { count, state } = useColumns<(typeof rows)[number]>();
  return (
    <Section title={t(words.allocations)}>
      {!pemprov && <p className={css.soft}>{t(words.yours)}</p>}
      <ListTable
        caption={t(words.allocations)}
        rows={rows}
        keyOf={(row) => row.id}
        list={list}
        page={allocations}
        of="allocations"
        empty={<p className={css.soft}>{t(words.noAllocations)}.</p>}
        columns={[
          {
            name: 'pledge',
            head: t(words.pledge),
            names: true,
            cell: (row) => <a href={to.pledge(row.pledge.id)}>{row.pledge.number}</a>,
          },
          { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
          { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
          {
            name: 'package',
            head: t(words.package),
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          count('quantity', t(words.quantity), (row) => row.quantity),
          {
            name: 'window',
            head: t(words.window),
            figures: true,
            cell: (row) =>
              row.windowStarts && row.windowEnds
                ? days(row.windowStarts, row.windowEnds, lang)
                : '–',
          },
          state(allocationState, (row) => row.state),
        ]}
      />
    </Section>
  );
}
