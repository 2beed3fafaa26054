import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PledgeLineagePageQuery } from '../__generated__/PledgeLineagePageQuery.graphql.ts';
import { Lineage } from '../shared/Lineage.tsx';
import { globalId, to } from '../shell/address.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';

const document = graphql`
  query PledgeLineagePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        lineage {
          ...Lineage_rows
        }
      }
    }
  }
`;

const words = {
  title: [(n: string) => `Perjalanan ${n}`, (n: string) => `The way of ${n}`],
  lead: [
    'Setiap paket yang dijanjikan ada di tepat satu tempat. Jumlah tiap baris, dan jumlah seluruhnya, sama dengan janjinya.',
    'Each promised package is in exactly one place. Each row, and all of them, add up to the promise.',
  ],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
  home: ['Ringkasan', 'Overview'],
} as const satisfies Record<string, Pair<unknown>>;

/** Where each package of a pledge is, from the promise to the unit that has it. */
export function Page() {
  const t = useText();
  const id = globalId('Pledge', useNumber());
  const { node } = useLoad<PledgeLineagePageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<PledgeLineagePageQuery>(document, { id }, ({ thingId }) => thingId === id);
  if (!node?.number || !node.lineage) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  return (
    <>
      <PageHead
        back={{ href: to.pledge(id), label: node.number }}
        title={t(words.title)(node.number)}
        lead={t(words.lead)}
      />
      <Lineage rows={node.lineage} />
    </>
  );
}
