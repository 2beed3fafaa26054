import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Table } from '../../../ui/Table.tsx';
import { deliveryState } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { StopLoads_stop$key } from '../../__generated__/StopLoads_stop.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';

const fragment = graphql`
  fragment StopLoads_stop on Stop {
    loads {
      id
      quantity
      dispatched
      giver {
        name
      }
      package {
        code
      }
      delivery {
        state
        received
      }
    }
  }
`;

const words = {
  loads: ['Muatan', 'Loads'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  planned: ['Direncanakan', 'Planned'],
  sent: ['Dikirim', 'Sent'],
  received: ['Diterima', 'Received'],
  state: ['Keadaan', 'State'],
} as const satisfies Record<string, Pair>;

/** What a stop gets, by allocation. */
export function StopLoads({ stop }: { stop: StopLoads_stop$key }) {
  const t = useText();
  const lang = useLang();
  const { loads } = useFragment(fragment, stop);
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(value, lang);
  const left = loads.some((row) => row.dispatched !== null);
  const planned = {
    name: 'planned',
    head: t(words.planned),
    figures: true,
    cell: (row: (typeof loads)[number]) => figure(row.quantity),
  };
  return (
    <Table
      caption={t(words.loads)}
      captionUnseen
      rows={loads}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
        planned,
        ...(left
          ? [
              {
                name: 'sent',
                head: t(words.sent),
                figures: true,
                cell: (row: (typeof loads)[number]) => figure(row.dispatched),
              },
              {
                name: 'received',
                head: t(words.received),
                figures: true,
                cell: (row: (typeof loads)[number]) => figure(row.delivery?.received),
              },
              {
                name: 'state',
                head: t(words.state),
                cell: (row: (typeof loads)[number]) => {
                  const state = row.delivery && deliveryState[row.delivery.state];
                  return state ? <Chip tone={state.tone}>{t(state.word)}</Chip> : '–';
                },
              },
            ]
          : []),
      ]}
    />
  );
}
