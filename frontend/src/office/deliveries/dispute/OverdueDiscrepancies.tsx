import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Section } from '../../../ui/shell/Page.tsx';
import { Table } from '../../../ui/Table.tsx';
import { spoiledMeals } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { OverdueDiscrepancies_rows$key } from '../../__generated__/OverdueDiscrepancies_rows.graphql.ts';
import { DueDay } from '../../shared/DueDay.tsx';
import { packageNameOf, unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { useOffice } from '../../shell/viewer.ts';
import { SettleDiscrepancy } from '../shipment/SettleDiscrepancy.tsx';

const fragment = graphql`
  fragment OverdueDiscrepancies_rows on DiscrepancyConnection {
    nodes {
      id
      damaged
      missing
      spoiled
      dueOn
      executor {
        name
      }
      handover {
        id
      }
      load {
        package {
          code
        }
        unit {
          name
          kind
          kelurahan {
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Selisih yang lewat tenggat', 'Overdue discrepancies'],
  why: [
    'Pelaksananya tidak menyelesaikan paket rusak dan kurang ini pada waktunya, jadi Anda dapat menyelesaikannya.',
    'Their executors have not settled these damaged and missing packages in time, so you may.',
  ],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  executor: ['Pelaksana', 'Executor'],
  damaged: ['Rusak', 'Damaged'],
  missing: ['Kurang', 'Missing'],
  due: ['Tenggat', 'Due'],
  next: ['Langkah berikutnya', 'Next step'],
} as const satisfies Record<string, Pair>;

/** Damaged and missing packages that their executors have not settled in time. */
export function OverdueDiscrepancies({ rows: key }: { rows: OverdueDiscrepancies_rows$key }) {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const { nodes } = useFragment(fragment, key);
  return (
    <Section title={t(words.title)}>
      <p>{t(words.why)}</p>
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={nodes}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'unit',
            head: t(words.unit),
            names: true,
            cell: (row) => <a href={to.handover(row.handover.id)}>{unitName(row.load.unit)}</a>,
          },
          {
            name: 'package',
            head: t(words.package),
            cell: (row) => (
              <>
                {t(packageNameOf(row.load.package.code))}
                {row.spoiled && <div>{t(spoiledMeals)}</div>}
              </>
            ),
          },
          { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
          {
            name: 'damaged',
            head: t(words.damaged),
            figures: true,
            cell: (row) => number(row.damaged, lang),
          },
          {
            name: 'missing',
            head: t(words.missing),
            figures: true,
            cell: (row) => number(row.missing, lang),
          },
          { name: 'due', head: t(words.due), cell: (row) => <DueDay due={row.dueOn} /> },
          {
            name: 'next',
            head: t(words.next),
            cell: (row) => acts && <SettleDiscrepancy id={row.id} />,
          },
        ]}
      />
    </Section>
  );
}
