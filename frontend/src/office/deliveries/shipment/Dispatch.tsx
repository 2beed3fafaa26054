import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Quantity } from '../../../ui/Quantity.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { Dispatch_shipment$key } from '../../__generated__/Dispatch_shipment.graphql.ts';
import type { DispatchMutation } from '../../__generated__/DispatchMutation.graphql.ts';
import { packageNameOf, unitName } from '../../shared/names.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { TextField } from '../../shell/forms/TextField.tsx';
import { usePageAction } from '../../shell/live/again.tsx';
import { useOffice } from '../../shell/viewer.ts';

const fragment = graphql`
  fragment Dispatch_shipment on Shipment {
    id
    number
    stops {
      id
      unit {
        name
        kind
        kelurahan {
          name
        }
      }
      loads {
        id
        quantity
        package {
          code
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation DispatchMutation($input: DispatchShipmentInput!) {
    dispatchShipment(input: $input) {
      ... on ShipmentDispatched {
        shipment {
          id
          state
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  go: ['Berangkat', 'Leave'],
  title: [(n: string) => `${n} berangkat`, (n: string) => `${n} leaves`],
  why: [
    'Ubah jumlahnya hanya jika yang berangkat lebih sedikit dari rencana.',
    'Change a quantity only if fewer packages leave than planned.',
  ],
  planned: [(n: string) => `Direncanakan ${n}.`, (n: string) => `${n} planned.`],
  day: ['Hari berangkat', 'Day of departure'],
  late: ['Mengapa baru dicatat', 'Why it is recorded late'],
  leave: ['Catat berangkat', 'Record the departure'],
} as const satisfies Record<string, Pair<unknown>>;

/** The trip leaves, with all of its packages or fewer. */
export function Dispatch({ shipment }: { shipment: Dispatch_shipment$key }) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const row = useFragment(fragment, shipment);
  const [fewer, setFewer] = useState<Record<string, string | null>>({});
  const [day, setDay] = useState(today);
  const [lateReason, setLateReason] = useState('');
  const leaving = usePageAction<DispatchMutation>(mutation);
  const loads = row.stops.flatMap((stop) =>
    stop.loads.map((load) => ({ ...load, unit: unitName(stop.unit) })),
  );
  const typed = (load: (typeof loads)[number]) =>
    load.id in fewer ? (fewer[load.id] ?? null) : String(load.quantity);
  const send = (close: () => void) => {
    if (loads.some((load) => typed(load) === null)) return;
    const changed = loads.filter((load) => typed(load) !== String(load.quantity));
    leaving.act(
      {
        shipment: row.id,
        day,
        lateReason: day < today ? lateReason : '',
        loads: changed.map((load) => ({ load: load.id, quantity: Number(typed(load)) })),
      },
      close,
    );
  };
  return (
    <ActDialog
      act={t(words.go)}
      open="primary"
      title={t(words.title)(row.number)}
      why={t(words.why)}
      of={leaving}
      send={t(words.leave)}
      onSend={send}
    >
      {loads.map((load) => (
        <Quantity
          key={load.id}
          label={`${load.unit}, ${t(packageNameOf(load.package.code))}`}
          hint={t(words.planned)(number(load.quantity, lang))}
          value={typed(load)}
          onValue={(value) => setFewer({ ...fewer, [load.id]: value })}
        />
      ))}
      <TextField
        label={t(words.day)}
        type="date"
        required
        max={today}
        value={day}
        onValue={setDay}
      />
      {day < today && (
        <TextField
          label={t(words.late)}
          required
          maxLength={500}
          value={lateReason}
          onValue={setLateReason}
        />
      )}
    </ActDialog>
  );
}
