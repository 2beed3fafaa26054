import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitCommitments_unit$data } from '../__generated__/UnitCommitments_unit.graphql.ts';
import { packageNameOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Fragment, graphql } from '../shell/read.ts';

graphql`
  fragment UnitCommitments_unit on Unit {
    code
    commitments(first: 50) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        quantity
        committedOn
        releasedOn
        package {
          code
        }
        phase {
          number
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
  }
`;

const words = {
  give: ['Bantu unit ini', 'Help this unit'],
  history: ['Komitmen untuk unit ini', 'Commitments to this unit'],
  noHistory: ['Belum ada komitmen', 'No commitment yet'],
  noHistoryWhy: [
    'Jadilah yang pertama memberi bantuan ke unit ini.',
    'Be the first to help this unit.',
  ],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  since: ['Sejak', 'Since'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = Fragment<UnitCommitments_unit$data>;

/** Who committed to the unit, the newest first. */
export function Part({ unit }: { unit: UnitData }) {
  const t = useText();
  const lang = useLang();
  const rows = unit.commitments.nodes;
  return (
    <Section title={t(words.history)}>
      {rows.length === 0 ? (
        <Empty
          title={t(words.noHistory)}
          action={<Button href={to.give(unit.code)}>{t(words.give)}</Button>}
        >
          {t(words.noHistoryWhy)}
        </Empty>
      ) : (
        <Table
          caption={t(words.history)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'giver',
              head: t(words.giver),
              names: true,
              by: (row) => row.giver.name,
              cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
            },
            {
              name: 'executor',
              head: t(words.executor),
              by: (row) => row.executor.name,
              cell: (row) => row.executor.name,
            },
            {
              name: 'package',
              head: t(words.package),
              cell: (row) => t(packageNameOf(row.package.code)),
            },
            {
              name: 'quantity',
              head: t(words.quantity),
              figures: true,
              by: (row) => row.quantity,
              cell: (row) => number(row.quantity, lang),
            },
            {
              name: 'since',
              head: t(words.since),
              figures: true,
              by: (row) => row.committedOn,
              cell: (row) =>
                row.releasedOn
                  ? t(words.released)(day(row.releasedOn, lang))
                  : day(row.committedOn, lang),
            },
          ]}
        />
      )}
    </Section>
  );
}
