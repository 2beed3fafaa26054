import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { shipmentState } from '../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ShipmentsPageQuery } from '../__generated__/ShipmentsPageQuery.graphql.ts';
import { ListTable } from '../lists/ListTable.tsx';
import type { ListColumn } from '../lists/SortTable.tsx';
import { to } from '../shell/address.ts';
import { ofDeliveries, useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { shipmentsOf, shipmentViews } from './lists.ts';
import { WaitingToLoad } from './WaitingToLoad.tsx';

const document = graphql`
  query ShipmentsPageQuery($states: [ShipmentState!], $first: Int!, $after: String) @preloadable {
    viewer {
      organisation {
        id
        ...WaitingToLoad_organisation @alias(as: "forWaiting")
        shipments(states: $states, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              id
              number
              day
              slotStarts
              slotEnds
              state
              vehicle
              packages
              stops {
                id
              }
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Pengiriman', 'Shipments'],
  lead: [
    'Perjalanan yang membawa paket komitmen ke unit, hari terbaru di atas.',
    'Trips that bring committed packages to units, the latest day first.',
  ],
  plan: ['Rencanakan pengiriman', 'Plan a shipment'],
  late: ['Catat belakangan', 'Record late'],
  show: ['Tampilkan', 'Show'],
  none: ['Belum ada pengiriman', 'No shipments yet'],
  noneWhy: [
    'Paket yang sudah menjadi komitmen dapat direncanakan pengirimannya.',
    'Shipments are planned from packages that are committed.',
  ],
  noMatch: ['Tidak ada pengiriman di sini', 'No shipments here'],
  number: ['Nomor', 'Number'],
  day: ['Hari', 'Day'],
  hours: ['Jam', 'Hours'],
  state: ['Keadaan', 'State'],
  stops: ['Pemberhentian', 'Stops'],
  packages: ['Paket', 'Packages'],
  vehicle: ['Kendaraan', 'Vehicle'],
} as const satisfies Record<string, Pair>;

type Row = NonNullable<
  NonNullable<ShipmentsPageQuery['response']['viewer']>['organisation']
>['shipments']['edges'][number]['node'];

function useColumns(): ListColumn<Row>[] {
  const t = useText();
  const lang = useLang();
  return [
    {
      name: 'number',
      head: t(words.number),
      names: true,
      cell: (row) => <a href={to.shipment(row.id)}>{row.number}</a>,
    },
    { name: 'day', head: t(words.day), figures: true, cell: (row) => day(row.day, lang) },
    {
      name: 'hours',
      head: t(words.hours),
      figures: true,
      cell: (row) => `${row.slotStarts}–${row.slotEnds}`,
    },
    {
      name: 'state',
      head: t(words.state),
      cell: (row) => {
        const state = shipmentState[row.state];
        return state && <Chip tone={state.tone}>{t(state.word)}</Chip>;
      },
    },
    {
      name: 'stops',
      head: t(words.stops),
      figures: true,
      cell: (row) => number(row.stops.length, lang),
    },
    {
      name: 'packages',
      head: t(words.packages),
      figures: true,
      cell: (row) => number(row.packages, lang),
    },
    { name: 'vehicle', head: t(words.vehicle), cell: (row) => row.vehicle || '–' },
  ];
}

export function Page() {
  const t = useText();
  const { acts } = useOffice();
  const { view, list, variables } = shipmentsOf(useQuery());
  const data = useLoad<ShipmentsPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ShipmentsPageQuery>(document, variables, ofDeliveries);
  const columns = useColumns();
  const organisation = data.viewer?.organisation;
  const plan = acts && (
    <>
      <Button look="primary" href={to.planShipment}>
        {t(words.plan)}
      </Button>
      <Button href={to.lateShipment}>{t(words.late)}</Button>
    </>
  );
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} action={plan} />
      {organisation?.forWaiting && <WaitingToLoad organisation={organisation.forWaiting} />}
      <FilterRow label={t(words.show)}>
        {Object.entries(shipmentViews).map(([name, { label }]) => (
          <FilterChip
            key={name}
            href={list.address({ lihat: name === 'semua' ? undefined : name })}
            on={view === name}
          >
            {t(label)}
          </FilterChip>
        ))}
      </FilterRow>
      <ListTable
        caption={t(words.title)}
        rows={organisation?.shipments.edges.map((edge) => edge.node) ?? []}
        keyOf={(row) => row.id}
        list={list}
        page={organisation?.shipments}
        of="shipments"
        columns={columns}
        empty={
          view !== 'semua' ? (
            <Empty title={t(words.noMatch)} />
          ) : (
            <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
          )
        }
      />
    </>
  );
}
