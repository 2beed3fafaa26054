import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { stopState } from '../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { FieldHomeQuery } from '../__generated__/FieldHomeQuery.graphql.ts';
import { unitName } from '../shared/names.ts';
import { useLoad } from '../shell/load.ts';

const document = graphql`
  query FieldHomeQuery @preloadable {
    viewer {
      stops(first: 100) {
        edges {
          node {
            id
            position
            state
            unit {
              name
              kind
              kelurahan {
                name
              }
            }
            shipment {
              number
              day
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Pemberhentian Anda', 'Your stops'],
  none: ['Belum ada pemberhentian untuk Anda', 'No stops for you yet'],
  noneWhy: [
    'Kantor menentukan siapa yang mengantar. Pemberhentian muncul di sini begitu kirimannya berangkat.',
    'The office chooses who delivers. Stops appear here as soon as their trip has left.',
  ],
  open: ['Buka mode lapangan', 'Open field mode'],
  unit: ['Unit', 'Unit'],
  shipment: ['Pengiriman', 'Shipment'],
  day: ['Hari', 'Day'],
  state: ['Keadaan', 'State'],
} as const satisfies Record<string, Pair>;

/** The stops that a courier with an account hands over. */
export function FieldHome() {
  const t = useText();
  const lang = useLang();
  const { viewer } = useLoad<FieldHomeQuery>(document, {}, { fetchPolicy: 'store-and-network' });
  const stops = (viewer?.stops.edges ?? []).map((each) => each.node);
  return (
    <>
      <PageHead
        title={t(words.title)}
        action={
          <Button look="primary" href="/lapangan">
            {t(words.open)}
          </Button>
        }
      />
      {stops.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={stops}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'unit',
              head: t(words.unit),
              names: true,
              cell: (row) => `${row.position}. ${unitName(row.unit)}`,
            },
            { name: 'shipment', head: t(words.shipment), cell: (row) => row.shipment.number },
            { name: 'day', head: t(words.day), cell: (row) => day(row.shipment.day, lang) },
            {
              name: 'state',
              head: t(words.state),
              cell: (row) => {
                const state = stopState[row.state];
                return state && <Chip tone={state.tone}>{t(state.word)}</Chip>;
              },
            },
          ]}
        />
      )}
    </>
  );
}
