import { lazy, type ReactNode, Suspense } from 'react';
import { graphql } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Empty, Notice } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { shipmentState } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { ShipmentPageQuery } from '../../__generated__/ShipmentPageQuery.graphql.ts';
import { History } from '../../shared/History.tsx';
import { globalId, to } from '../../shell/address.ts';
import { ReadAgain } from '../../shell/live/again.tsx';
import { ofDeliveries, useRefreshed } from '../../shell/live/refresh.ts';
import { useLoad } from '../../shell/load.ts';
import { useNumber } from '../../shell/navigation.ts';
import { ShipmentActions } from './ShipmentActions.tsx';
import { ShipmentConsent } from './ShipmentConsent.tsx';
import { ShipmentStops } from './ShipmentStops.tsx';

// Below the stops: no first visit waits for it.
const ShipmentField = lazy(() =>
  import('../field/ShipmentField.tsx').then((each) => ({ default: each.ShipmentField })),
);

const document = graphql`
  query ShipmentPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Shipment {
        id
        number
        state
        day
        slotStarts
        slotEnds
        vehicle
        inCharge
        mode
        modeReason
        crowdPlan
        note
        reason
        dispatchedOn
        lateReason
        drove {
          id
          number
        }
        packages
        executor {
          name
        }
        timeline {
          ...History_steps
        }
        ...ShipmentActions_shipment @alias(as: "forActs")
        ...ShipmentConsent_shipment @alias(as: "forConsent")
        ...ShipmentStops_shipment @alias(as: "forStops")
      }
    }
  }
`;

const words = {
  back: ['Pengiriman', 'Shipments'],
  none: [
    'Pengiriman ini tidak ada, atau bukan untuk Anda',
    'No such shipment, or not yours to see',
  ],
  state: ['Keadaan', 'State'],
  executor: ['Pelaksana', 'Executor'],
  day: ['Hari', 'Day'],
  packages: ['Paket', 'Packages'],
  vehicle: ['Kendaraan', 'Vehicle'],
  inCharge: ['Penanggung jawab', 'In charge'],
  left: ['Berangkat', 'Left'],
  pickup: ['Titik ambil', 'Pickup point'],
  note: ['Catatan', 'Remark'],
  documents: ['Dokumen', 'Documents'],
  late: ['Dicatat belakangan', 'Recorded late'],
  drove: ['Pengiriman batal yang berjalan', 'Cancelled shipment that drove'],
} as const satisfies Record<string, Pair>;

type Shipment = NonNullable<ShipmentPageQuery['response']['node']>;

/** What is known about the trip; what was left empty does not stand there. */
function ShipmentFacts({ shipment }: { shipment: Shipment }) {
  const t = useText();
  const lang = useLang();
  const state = shipment.state && shipmentState[shipment.state];
  const facts: [string, ReactNode][] = [
    [
      t(words.state),
      state && (
        <Chip key="state" tone={state.tone}>
          {t(state.word)}
        </Chip>
      ),
    ],
    [t(words.executor), shipment.executor?.name],
    [
      t(words.day),
      shipment.day &&
        // Nobody remembers the hours of what was recorded late.
        (shipment.slotStarts === '00:00'
          ? day(shipment.day, lang)
          : `${day(shipment.day, lang)}, ${shipment.slotStarts}–${shipment.slotEnds}`),
    ],
    [t(words.left), shipment.dispatchedOn && day(shipment.dispatchedOn, lang)],
    [t(words.packages), number(shipment.packages ?? 0, lang)],
    [t(words.vehicle), shipment.vehicle],
    [t(words.inCharge), shipment.inCharge],
    [
      t(words.pickup),
      shipment.mode === 'PICKUP_POINT' && `${shipment.modeReason} · ${shipment.crowdPlan}`,
    ],
    [t(words.note), shipment.note],
    [t(words.late), shipment.lateReason],
    [
      t(words.drove),
      shipment.drove && (
        <a key="drove" href={to.shipment(shipment.drove.id)}>
          {shipment.drove.number}
        </a>
      ),
    ],
  ];
  return <Facts items={facts.filter(([, value]) => value)} />;
}

export function Page() {
  const t = useText();
  const id = globalId('Shipment', useNumber());
  const { node: shipment } = useLoad<ShipmentPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<ShipmentPageQuery>(document, { id }, ofDeliveries);
  const back = { href: to.shipments, label: t(words.back) };
  if (!shipment?.number) {
    return <Empty whole title={t(words.none)} action={<a href={back.href}>{back.label}</a>} />;
  }
  return (
    <ReadAgain<ShipmentPageQuery> document={document} variables={{ id }}>
      <PageHead
        back={back}
        title={shipment.number}
        action={
          <>
            {shipment.forActs && <ShipmentActions shipment={shipment.forActs} />}
            <Button href={to.shipmentDocuments(id)}>{t(words.documents)}</Button>
          </>
        }
      />
      <ShipmentFacts shipment={shipment} />
      {shipment.forConsent && <ShipmentConsent shipment={shipment.forConsent} />}
      {shipment.reason && <Notice tone="note">{shipment.reason}</Notice>}
      {shipment.forStops && <ShipmentStops shipment={shipment.forStops} />}
      <Suspense fallback={null}>
        <ShipmentField id={id} />
      </Suspense>
      {shipment.timeline && <History steps={shipment.timeline} states={shipmentState} />}
    </ReadAgain>
  );
}
