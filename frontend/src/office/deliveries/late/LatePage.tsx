import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { LatePageMutation } from '../../__generated__/LatePageMutation.graphql.ts';
import type { LatePageQuery } from '../../__generated__/LatePageQuery.graphql.ts';
import { unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { Missing } from '../../shell/Boundary.tsx';
import { ActForm } from '../../shell/forms/ActForm.tsx';
import { useAction } from '../../shell/forms/action.ts';
import { useLoad } from '../../shell/load.ts';
import { go } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { type Count, numbersOf, sentOf } from '../shipment/counts.ts';
import { LateCounts, LateFacts, LateLoads, UnitChoice, untyped } from './fields.tsx';

const document = graphql`
  query LatePageQuery @preloadable {
    viewer {
      organisation {
        id
        allocationsToLoad(first: 1000) {
          edges {
            node {
              id
              toLoad
              package {
                id
                code
                every
              }
              giver {
                id
                name
              }
              executor {
                id
              }
              unit {
                id
                name
                kind
                kelurahan {
                  name
                }
              }
            }
          }
        }
        shipments(states: [CANCELLED], first: 50) {
          edges {
            node {
              id
              number
              day
            }
          }
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation LatePageMutation($input: RecordDeliveryInput!) {
    recordDelivery(input: $input) {
      ... on DeliveryRecorded {
        handover {
          stop {
            shipment {
              id
            }
          }
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Catat belakangan', 'Record a delivery late'],
  lead: [
    'Untuk truk yang berangkat sebelum sempat dicatat, atau pengiriman batal yang ternyata berjalan. Barang, perjalanan, dan serah terima di satu unit dicatat sekaligus.',
    'For a truck that left before it was recorded, or a cancelled shipment that drove after all. Goods, trip and handover at one unit are recorded at once.',
  ],
  back: ['Pengiriman', 'Shipments'],
  none: ['Tidak ada yang menunggu dimuat', 'Nothing waits to be loaded'],
  noneWhy: [
    'Alokasi muncul di sini setelah janjinya menjadi komitmen.',
    'Allocations appear here once their pledge is committed.',
  ],
  save: ['Simpan', 'Save'],
} as const satisfies Record<string, Pair>;

type Organisation = NonNullable<NonNullable<LatePageQuery['response']['viewer']>['organisation']>;
export type LateAllocation = Organisation['allocationsToLoad']['edges'][number]['node'];
export type Cancelled = Organisation['shipments']['edges'][number]['node'];

/** What left, by allocation: numbers that were typed, without those that are empty. */
const typedLoads = (rows: readonly LateAllocation[], left: Record<string, string | null>) =>
  rows.flatMap((row) => {
    const quantity = Number(left[row.id] ?? 0);
    return quantity > 0 ? [{ row, quantity }] : [];
  });

function LateForm({ organisation }: { organisation: Organisation }) {
  const t = useText();
  const { today } = useOffice();
  const all = organisation.allocationsToLoad.edges.map((edge) => edge.node);
  const [unit, setUnit] = useState('');
  const [left, setLeft] = useState<Record<string, string | null>>({});
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const [typed, setTyped] = useState({ ...untyped, happenedOn: today });
  const recording = useAction<LatePageMutation>(mutation);
  const rows = all.filter((row) => row.unit.id === unit);
  const loads = typedLoads(rows, left);
  const kinds = sentOf(
    loads.map(({ row, quantity }) => ({ dispatched: quantity, package: row.package })),
  );
  const send = () => {
    const { cancelled, ...facts } = typed;
    recording.act(
      {
        unit,
        loads: loads.map(({ row, quantity }) => ({ allocation: row.id, quantity })),
        counts: numbersOf(kinds, counts),
        cancelled: cancelled || null,
        ...facts,
      },
      (payload) => {
        const shipment = payload.handover?.stop.shipment.id;
        go(shipment ? to.shipment(shipment) : to.shipments);
      },
    );
  };
  const units = new Map(all.map((row) => [row.unit.id, unitName(row.unit)]));
  const bought = loads.some(({ row }) => row.giver.id === row.executor.id);
  return (
    <ActForm of={recording} send={t(words.save)} onSend={send} back={to.shipments}>
      <UnitChoice units={units} chosen={unit} onChoose={setUnit} />
      <LateLoads rows={rows} left={left} onLeft={setLeft} />
      <LateCounts kinds={kinds} counts={counts} onCounts={setCounts} />
      {loads.length > 0 && (
        <LateFacts
          bought={bought}
          cancelled={organisation.shipments.edges.map((edge) => edge.node)}
          typed={typed}
          onTyped={setTyped}
        />
      )}
    </ActForm>
  );
}

/** One act for a delivery that happened before anybody recorded it. */
export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const { viewer } = useLoad<LatePageQuery>(document, {}, { fetchPolicy: 'network-only' });
  const organisation = viewer?.organisation;
  if (!acts || !organisation) return <Missing />;
  return (
    <>
      <PageHead
        back={{ href: to.shipments, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
      />
      {organisation.allocationsToLoad.edges.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <LateForm organisation={organisation} />
      )}
    </>
  );
}
