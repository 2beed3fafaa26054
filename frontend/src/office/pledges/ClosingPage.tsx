import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { ClosingPageQuery } from '../__generated__/ClosingPageQuery.graphql.ts';
import { globalId, to } from '../shell/address.ts';
import { ReadAgain } from '../shell/live/again.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { CloseShort } from './CloseShort.tsx';
import { PledgeClosings } from './PledgeClosings.tsx';

const document = graphql`
  query ClosingPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        short
        closings {
          id
        }
        ...CloseShort_pledge @alias(as: "forLines")
        ...PledgeClosings_pledge @alias(as: "forClosings")
      }
    }
  }
`;

const words = {
  title: [(n: string) => `Kekurangan ${n}`, (n: string) => `What ${n} lacks`],
  lead: [
    'Bila 7 hari setelah komitmen belum semua datang, pelaksana dapat menutup dengan yang datang. Yang belum dimuat lalu dilepas, mulai dari alokasi termuda.',
    'If not everything came 7 days after the commitment, the executor may close with what came. What is not loaded is released then, from the youngest allocation on.',
  ],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
  home: ['Ringkasan', 'Overview'],
  enough: ['Tidak ada yang kurang', 'Nothing is lacking'],
  enoughWhy: [
    'Semua yang dijanjikan sudah datang, atau 7 harinya belum lewat.',
    'All that was promised came, or its 7 days are not over.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** What of a pledge did not come, and the closings of its lines. */
export function Page() {
  const t = useText();
  const id = globalId('Pledge', useNumber());
  const { node } = useLoad<ClosingPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<ClosingPageQuery>(
    document,
    { id },
    ({ thing }) => thing === 'CLOSING' || thing === 'GOODS_RECEIPT' || thing === 'SHIPMENT',
  );
  if (!node?.number) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  const nothing = !node.short && node.closings?.length === 0;
  return (
    <ReadAgain<ClosingPageQuery> document={document} variables={{ id }}>
      <PageHead
        back={{ href: to.pledge(id), label: node.number }}
        title={t(words.title)(node.number)}
        lead={t(words.lead)}
      />
      {nothing && <Empty title={t(words.enough)}>{t(words.enoughWhy)}</Empty>}
      {node.forLines && <CloseShort pledge={node.forLines} />}
      {node.forClosings && <PledgeClosings pledge={node.forClosings} />}
    </ReadAgain>
  );
}
