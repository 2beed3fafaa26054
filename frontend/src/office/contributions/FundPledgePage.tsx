import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { FundPledgePageQuery } from '../__generated__/FundPledgePageQuery.graphql.ts';
import { globalId, to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { FundForm } from './FundForm.tsx';

const document = graphql`
  query FundPledgePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        ...FundForm_pledge @alias(as: "forForm")
      }
    }
    viewer {
      organisation {
        id
        ...FundForm_organisation
      }
    }
  }
`;

const words = {
  title: [(n: string) => `Sumber dana ${n}`, (n: string) => `Money for ${n}`],
  lead: [
    'Ikat uang yang sudah diterima pada paket dalam janji ini. Pemberi uang melihat untuk unit mana uangnya dipakai.',
    'Bind money that was received to packages of this pledge. Its giver sees for which units it is used.',
  ],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
} as const satisfies Record<string, Pair<unknown>>;

export function Page() {
  const t = useText();
  const { node: pledge, viewer } = useLoad<FundPledgePageQuery>(
    document,
    { id: globalId('Pledge', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  if (!pledge?.id || !pledge.number || !pledge.forForm || !viewer?.organisation) {
    return <Empty whole title={t(words.none)} />;
  }
  return (
    <>
      <PageHead
        back={{ href: to.pledge(pledge.id), label: pledge.number }}
        title={t(words.title)(pledge.number)}
        lead={t(words.lead)}
      />
      <FundForm pledge={pledge.forForm} organisation={viewer.organisation} />
    </>
  );
}
