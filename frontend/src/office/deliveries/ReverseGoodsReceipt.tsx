import { graphql } from 'react-relay/hooks';
import { type Pair, useText } from '../../words/lang.ts';
import type { ReverseGoodsReceiptMutation } from '../__generated__/ReverseGoodsReceiptMutation.graphql.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import { useAction } from '../shell/forms/action.ts';

const mutation = graphql`
  mutation ReverseGoodsReceiptMutation($input: ReverseGoodsReceiptInput!) {
    reverseGoodsReceipt(input: $input) {
      ... on GoodsReceiptReversed {
        goodsReceipt {
          id
          state
          reason
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  reverse: ['Batalkan', 'Take back'],
  title: [(n: string) => `Batalkan ${n}`, (n: string) => `Take back ${n}`],
  why: [
    'Barangnya keluar lagi dari stok. Ini hanya bisa selama semuanya masih di gudang.',
    'The goods are taken out of stock. This is possible while all of them are in the depot.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type ReverseGoodsReceiptProps = { id: string; number: string; onDone: () => void };

export function ReverseGoodsReceipt({ id, number, onDone }: ReverseGoodsReceiptProps) {
  const t = useText();
  const reversing = useAction<ReverseGoodsReceiptMutation>(mutation);
  return (
    <ReasonAct
      act={t(words.reverse)}
      label={t(words.title)(number)}
      of={reversing}
      title={t(words.title)(number)}
      look="danger"
      onConfirm={(reason, close) =>
        reversing.act({ goodsReceipt: id, reason }, () => {
          close();
          onDone();
        })
      }
    >
      <p>{t(words.why)}</p>
    </ReasonAct>
  );
}
