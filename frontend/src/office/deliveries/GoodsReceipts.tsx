import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { goodsReceiptState } from '../../words/goods.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GoodsReceipts_organisation$key } from '../__generated__/GoodsReceipts_organisation.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';
import { ReverseGoodsReceipt } from './ReverseGoodsReceipt.tsx';

const fragment = graphql`
  fragment GoodsReceipts_organisation on TenantOrganisation {
    goodsReceipts(first: 50) {
      totalCount
      edges {
        node {
          id
          number
          quantity
          damaged
          receivedOn
          state
          reason
          package {
            code
          }
          giver {
            name
          }
          pledge {
            id
            number
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Tanda terima barang', 'Goods receipts'],
  newest: [
    (n: string, all: string) => `${n} terbaru dari ${all}`,
    (n: string, all: string) => `The newest ${n} of ${all}`,
  ],
  number: ['Nomor', 'Number'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  pledge: ['Janji', 'Pledge'],
  quantity: ['Masuk', 'Came in'],
  damaged: ['Rusak', 'Damaged'],
  on: ['Hari', 'Day'],
  state: ['Keadaan', 'State'],
} as const satisfies Record<string, Pair<unknown>>;

type GoodsReceiptsProps = {
  organisation: GoodsReceipts_organisation$key;
  /** A receipt was taken back, so the stock is another one. */
  onChange: () => void;
};

/** What was counted in, newest first. */
export function GoodsReceipts({ organisation, onChange }: GoodsReceiptsProps) {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const { totalCount, edges } = useFragment(fragment, organisation).goodsReceipts;
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
          { name: 'number', head: t(words.number), names: true, cell: (row) => row.number },
          {
            name: 'package',
            head: t(words.package),
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
          {
            name: 'pledge',
            head: t(words.pledge),
            cell: (row) => <a href={to.pledge(row.pledge.id)}>{row.pledge.number}</a>,
          },
          {
            name: 'quantity',
            head: t(words.quantity),
            figures: true,
            cell: (row) => number(row.quantity, lang),
          },
          {
            name: 'damaged',
            head: t(words.damaged),
            figures: true,
            cell: (row) => number(row.damaged, lang),
          },
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            cell: (row) => day(row.receivedOn, lang),
          },
          {
            name: 'state',
            head: t(words.state),
            cell: (row) => {
              const state = goodsReceiptState[row.state];
              return (
                <>
                  {state && <Chip tone={state.tone}>{t(state.word)}</Chip>} {row.reason}
                  {acts && row.state === 'RECORDED' && (
                    <ReverseGoodsReceipt id={row.id} number={row.number} onDone={onChange} />
                  )}
                </>
              );
            },
          },
        ]}
      />
    </Section>
  );
}
