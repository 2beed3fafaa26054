import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { DepotPageQuery } from '../__generated__/DepotPageQuery.graphql.ts';
import { Missing } from '../shell/Boundary.tsx';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { GoodsReceipts } from './GoodsReceipts.tsx';
import { LotsInStock } from './LotsInStock.tsx';
import { ReceiveGoods } from './ReceiveGoods.tsx';

const document = graphql`
  query DepotPageQuery @preloadable {
    viewer {
      organisation {
        id
        ...LotsInStock_organisation @alias(as: "forStock")
        ...GoodsReceipts_organisation @alias(as: "forReceipts")
      }
    }
  }
`;

const words = {
  title: ['Gudang', 'Depot'],
  lead: [
    'Barang yang sudah masuk dan belum berangkat, dan semua tanda terimanya.',
    'Goods that came in and have not left, and all of their receipts.',
  ],
  receive: ['Catat barang masuk', 'Record goods that came in'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { acts, organisation } = useOffice();
  const { janji, selisih } = useQuery();
  const [receiving, setReceiving] = useState(acts && !!(janji ?? selisih));
  const [again, setAgain] = useState(0);
  const { viewer } = useLoad<DepotPageQuery>(
    document,
    {},
    { fetchPolicy: 'store-and-network', fetchKey: again },
  );
  // A donor that delivers itself stocks nothing.
  if (organisation.kind === 'DONOR') return <Missing />;
  const { forStock, forReceipts } = viewer?.organisation ?? {};
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          acts &&
          !receiving && (
            <Button look="primary" onPress={() => setReceiving(true)}>
              {t(words.receive)}
            </Button>
          )
        }
      />
      {receiving && (
        <ReceiveGoods
          pledge={janji}
          replaces={selisih}
          onClose={() => setReceiving(false)}
          onDone={() => {
            setReceiving(false);
            setAgain((now) => now + 1);
          }}
        />
      )}
      {forStock && <LotsInStock organisation={forStock} />}
      {forReceipts && (
        <GoodsReceipts organisation={forReceipts} onChange={() => setAgain((now) => now + 1)} />
      )}
    </>
  );
}
