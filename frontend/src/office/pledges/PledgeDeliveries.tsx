import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { deliveryState, proofSide } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeDeliveries_pledge$key } from '../__generated__/PledgeDeliveries_pledge.graphql.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment PledgeDeliveries_pledge on Pledge {
    deliveries(first: 100) {
      totalCount
      edges {
        node {
          id
          dispatched
          dispatchedOn
          received
          state
          provenBy
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
        }
      }
    }
  }
`;

const words = {
  title: ['Yang sudah berangkat', 'What has left'],
  newest: [
    (n: string, all: string) => `${n} terbaru dari ${all}`,
    (n: string, all: string) => `The newest ${n} of ${all}`,
  ],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  sent: ['Dikirim', 'Sent'],
  received: ['Diterima', 'Received'],
  on: ['Berangkat', 'Left on'],
  state: ['Keadaan', 'State'],
} as const satisfies Record<string, Pair<unknown>>;

/** The packages of a pledge that left, how far they came, and whose word says so. */
export function PledgeDeliveries({ pledge }: { pledge: PledgeDeliveries_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { totalCount, edges } = useFragment(fragment, pledge).deliveries;
  if (edges.length === 0) return null;
  return (
    <Section
      title={t(words.title)}
      aside={
        totalCount > edges.length &&
        t(words.newest)(number(edges.length, lang), number(totalCount, lang))
      }
    >
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={edges.map((edge) => edge.node)}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'unit',
            head: t(words.unit),
            names: true,
            by: (row) => unitName(row.unit),
            cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
          },
          {
            name: 'package',
            head: t(words.package),
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          {
            name: 'sent',
            head: t(words.sent),
            figures: true,
            by: (row) => row.dispatched,
            cell: (row) => number(row.dispatched, lang),
          },
          {
            name: 'received',
            head: t(words.received),
            figures: true,
            by: (row) => row.received,
            cell: (row) => number(row.received, lang),
          },
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            by: (row) => row.dispatchedOn,
            cell: (row) => day(row.dispatchedOn, lang),
          },
          {
            name: 'state',
            head: t(words.state),
            cell: (row) => {
              const state = deliveryState[row.state];
              return (
                <>
                  {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}{' '}
                  {row.provenBy && t(proofSide[row.provenBy])}
                </>
              );
            },
          },
        ]}
      />
    </Section>
  );
}
