import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { WithdrawalPageMutation } from '../__generated__/WithdrawalPageMutation.graphql.ts';
import type { WithdrawalPageQuery } from '../__generated__/WithdrawalPageQuery.graphql.ts';
import { globalId, to } from '../shell/address.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import { ReadAgain, usePageAction } from '../shell/live/again.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { PledgeWithdrawals } from './PledgeWithdrawals.tsx';

const document = graphql`
  query WithdrawalPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        viewerActions
        giver {
          id
        }
        executor {
          id
        }
        ...PledgeWithdrawals_pledge @alias(as: "forRequests")
      }
    }
  }
`;

const mutation = graphql`
  mutation WithdrawalPageMutation($input: RequestWithdrawalInput!) {
    requestWithdrawal(input: $input) {
      ... on WithdrawalRequested {
        withdrawal {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: [(n: string) => `Penarikan ${n}`, (n: string) => `Withdrawal of ${n}`],
  lead: [
    'Pelaksana sudah mengalokasikan atau memuat paketnya, jadi penarikan perlu persetujuan. Pelaksana menjawab dalam 3 hari; setelah itu Pemprov memutuskan.',
    'The executor has allocated or loaded its packages, so a withdrawal needs consent. The executor answers within 3 days; afterwards the provincial government decides.',
  ],
  leadOfOwn: [
    'Sebagian paketnya sudah dimuat, jadi penarikan perlu persetujuan Pemprov.',
    'Some of its packages are loaded, so a withdrawal needs the consent of the provincial government.',
  ],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
  home: ['Ringkasan', 'Overview'],
  request: ['Minta penarikan', 'Request a withdrawal'],
  why: [
    'Yang belum dimuat dilepas, yang sudah dimuat tetap dikirim.',
    'What is not loaded is released, what is loaded is still delivered.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

function Request({ pledge }: { pledge: string }) {
  const t = useText();
  const requesting = usePageAction<WithdrawalPageMutation>(mutation);
  return (
    <ReasonAct
      act={t(words.request)}
      open="primary"
      of={requesting}
      title={t(words.request)}
      look="danger"
      onConfirm={(reason, close) => requesting.act({ pledge, reason }, close)}
    >
      <p>{t(words.why)}</p>
    </ReasonAct>
  );
}

/** Requests to withdraw a pledge that its giver can't withdraw alone, and their answers. */
export function Page() {
  const t = useText();
  const id = globalId('Pledge', useNumber());
  const { node } = useLoad<WithdrawalPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<WithdrawalPageQuery>(document, { id }, ({ thing }) => thing === 'WITHDRAWAL');
  if (!node?.number) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  return (
    <ReadAgain<WithdrawalPageQuery> document={document} variables={{ id }}>
      <PageHead
        back={{ href: to.pledge(id), label: node.number }}
        title={t(words.title)(node.number)}
        lead={t(node.giver?.id === node.executor?.id ? words.leadOfOwn : words.lead)}
        action={node.viewerActions?.includes('REQUEST_WITHDRAWAL') && <Request pledge={id} />}
      />
      {node.forRequests && <PledgeWithdrawals pledge={node.forRequests} />}
    </ReadAgain>
  );
}
