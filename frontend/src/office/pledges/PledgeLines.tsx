import { graphql, useFragment } from 'react-relay/hooks';
import { number, rupiah } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeLines_pledge$key } from '../__generated__/PledgeLines_pledge.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment PledgeLines_pledge on Pledge {
    id
    state
    lines {
      id
      quantity
      allocated
      unallocated
      package {
        code
      }
      version {
        price
      }
    }
  }
`;

const words = {
  lines: ['Yang dijanjikan', 'What is pledged'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  allocated: ['Dialokasikan', 'Allocated'],
  free: ['Belum dialokasikan', 'Not allocated'],
  value: ['Nilai acuan', 'Reference value'],
  way: ['Sampai di mana tiap paket', 'Where each package is'],
} as const satisfies Record<string, Pair>;

/** The packages of a pledge. */
export function PledgeLines({ pledge }: { pledge: PledgeLines_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { id, state, lines } = useFragment(fragment, pledge);
  return (
    <Section
      title={t(words.lines)}
      aside={
        ['COMMITTED', 'COMPLETED'].includes(state) && <a href={to.lineage(id)}>{t(words.way)}</a>
      }
    >
      <Table
        caption={t(words.lines)}
        captionUnseen
        rows={lines}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'package',
            head: t(words.package),
            names: true,
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          {
            name: 'quantity',
            head: t(words.quantity),
            figures: true,
            cell: (row) => number(row.quantity, lang),
          },
          {
            name: 'allocated',
            head: t(words.allocated),
            figures: true,
            cell: (row) => number(row.allocated, lang),
          },
          {
            name: 'free',
            head: t(words.free),
            figures: true,
            cell: (row) => number(row.unallocated, lang),
          },
          {
            name: 'value',
            head: t(words.value),
            figures: true,
            cell: (row) =>
              rupiah((BigInt(row.version.price) * BigInt(row.quantity)).toString(), lang),
          },
        ]}
      />
    </Section>
  );
}
