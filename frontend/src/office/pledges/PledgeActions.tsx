import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import type { RecordSourceProxy } from 'relay-runtime';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type {
  PledgeActions_pledge$data,
  PledgeActions_pledge$key,
} from '../__generated__/PledgeActions_pledge.graphql.ts';
import type { PledgeActionsAcceptMutation } from '../__generated__/PledgeActionsAcceptMutation.graphql.ts';
import type { PledgeActionsCommitMutation } from '../__generated__/PledgeActionsCommitMutation.graphql.ts';
import type { PledgeActionsRejectMutation } from '../__generated__/PledgeActionsRejectMutation.graphql.ts';
import type { PledgeActionsWithdrawMutation } from '../__generated__/PledgeActionsWithdrawMutation.graphql.ts';
import { receiveFor, to } from '../shell/address.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './PledgeActions.module.css';

const fragment = graphql`
  fragment PledgeActions_pledge on Pledge {
    id
    number
    state
    viewerActions
    executor {
      id
    }
    lines {
      id
      quantity
      stocked
      package {
        every
      }
    }
  }
`;

graphql`
  fragment PledgeActions_changed on Pledge {
    ...PledgeActions_pledge
    ...PledgeTable_pledges
    reason
    allocations {
      id
      state
      expiresAt
      committedOn
      releasedOn
    }
    timeline {
      ...History_steps
    }
  }
`;

const accept = graphql`
  mutation PledgeActionsAcceptMutation($input: AcceptPledgeInput!) {
    acceptPledge(input: $input) {
      ... on PledgeAccepted {
        pledge {
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const reject = graphql`
  mutation PledgeActionsRejectMutation($input: RejectPledgeInput!) {
    rejectPledge(input: $input) {
      ... on PledgeRejected {
        pledge {
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const commit = graphql`
  mutation PledgeActionsCommitMutation($input: CommitPledgeInput!) {
    commitPledge(input: $input) {
      ... on PledgeCommitted {
        pledge {
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const withdraw = graphql`
  mutation PledgeActionsWithdrawMutation($input: WithdrawPledgeInput!) {
    withdrawPledge(input: $input) {
      ... on PledgeWithdrawn {
        pledge {
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  accept: ['Terima', 'Accept'],
  acceptTitle: [(n: string) => `Terima ${n}?`, (n: string) => `Accept ${n}?`],
  acceptWhy: [
    'Organisasi Anda menjadi pelaksana dan mengalokasikan paketnya ke unit.',
    'Your organisation carries it out and directs its packages to units.',
  ],
  reject: ['Tolak', 'Reject'],
  rejectTitle: [(n: string) => `Tolak ${n}?`, (n: string) => `Reject ${n}?`],
  commit: ['Konfirmasi', 'Confirm'],
  commitTitle: [(n: string) => `Jadikan ${n} komitmen?`, (n: string) => `Make ${n} a commitment?`],
  commitWhy: [
    'Paketnya dihitung dalam total publik mulai hari ini.',
    'Its packages count in the public totals from today.',
  ],
  withdraw: ['Tarik', 'Withdraw'],
  withdrawTitle: [(n: string) => `Tarik ${n}?`, (n: string) => `Withdraw ${n}?`],
  withdrawWhy: [
    'Yang belum dikirim dilepas dan dapat dijanjikan pihak lain.',
    'What has not been dispatched is released for others to pledge.',
  ],
  request: ['Minta penarikan', 'Ask to withdraw'],
  allocate: ['Alokasikan', 'Allocate'],
  receive: ['Catat barang masuk', 'Record goods that came in'],
  sending: ['Sedang dikirim…', 'Being sent…'],
} as const satisfies Record<string, Pair<unknown>>;

type Act = PledgeActions_pledge$data['viewerActions'][number];
type Confirming = 'accept' | 'reject' | 'commit' | 'withdraw';

const becomes = {
  accept: 'ACCEPTED',
  reject: 'REJECTED',
  commit: 'COMMITTED',
  withdraw: 'WITHDRAWN',
} as const;

/** How a pledge will stand when the answer is yes: shown at once, taken back if it is no. */
function expected(store: RecordSourceProxy, id: string, act: Confirming): void {
  const pledge = store.get(id);
  if (!pledge) return;
  pledge.setValue(becomes[act], 'state');
  pledge.setValue([], 'viewerActions');
  if (act === 'accept') return;
  const state = act === 'commit' ? 'COMMITTED' : 'RELEASED';
  for (const each of pledge.getLinkedRecords('allocations') ?? []) {
    if (each.getValue('state') === 'HELD') each.setValue(state, 'state');
  }
}

/** Whether goods of the pledge may be counted in by the viewer: some have not come yet. */
function useAwaited(pledge: PledgeActions_pledge$data): boolean {
  const { acts, organisation } = useOffice();
  const own = acts && pledge.executor.id === organisation.profile?.id;
  return (
    own &&
    organisation.kind !== 'DONOR' &&
    (pledge.state === 'ACCEPTED' || pledge.state === 'COMMITTED') &&
    pledge.lines.some((line) => line.package.every !== 'DAY' && line.stocked < line.quantity)
  );
}

/** The answers of a pledge: what each sends, and what is shown at once. */
function useAnswers({ id, state }: PledgeActions_pledge$data, done: () => void) {
  const accepting = useAction<PledgeActionsAcceptMutation>(accept);
  const rejecting = useAction<PledgeActionsRejectMutation>(reject);
  const committing = useAction<PledgeActionsCommitMutation>(commit);
  const withdrawing = useAction<PledgeActionsWithdrawMutation>(withdraw);
  const input = { pledge: id };
  const now = (act: Confirming) => (store: RecordSourceProxy) => expected(store, id, act);
  return {
    accept: {
      mutation: accepting,
      reason: 'none',
      why: words.acceptWhy,
      run: () => accepting.act(input, done, now('accept')),
    },
    reject: {
      mutation: rejecting,
      reason: 'required',
      why: undefined,
      run: (reason: string) => rejecting.act({ ...input, reason }, done, now('reject')),
    },
    commit: {
      mutation: committing,
      reason: 'none',
      why: words.commitWhy,
      run: () => committing.act(input, done, now('commit')),
    },
    withdraw: {
      mutation: withdrawing,
      reason: state === 'COMMITTED' ? 'required' : 'optional',
      why: words.withdrawWhy,
      run: (reason: string) => withdrawing.act({ ...input, reason }, done, now('withdraw')),
    },
  } as const;
}

type ActButtonsProps = {
  pledge: PledgeActions_pledge$data;
  awaited: boolean;
  onAct: (act: Confirming) => void;
};

function ActButtons({ pledge, awaited, onAct }: ActButtonsProps) {
  const t = useText();
  const acts = new Set(pledge.viewerActions);
  const button = (act: Confirming, look?: 'primary') =>
    acts.has(act.toUpperCase() as Act) && (
      <Button look={look} onPress={() => onAct(act)}>
        {t(words[act])}
      </Button>
    );
  return (
    <>
      {button('commit', 'primary')}
      {button('accept', 'primary')}
      {acts.has('ALLOCATE') && (
        <Button look="primary" href={to.allocate(pledge.id)}>
          {t(words.allocate)}
        </Button>
      )}
      {awaited && <Button href={receiveFor(pledge.id)}>{t(words.receive)}</Button>}
      {button('reject')}
      {button('withdraw')}
      {acts.has('REQUEST_WITHDRAWAL') && (
        <Button href={to.withdrawal(pledge.id)}>{t(words.request)}</Button>
      )}
    </>
  );
}

/** What the viewer may do with a pledge as it stands: the server says which. */
export function PledgeActions({ pledge: key }: { pledge: PledgeActions_pledge$key }) {
  const t = useText();
  const pledge = useFragment(fragment, key);
  const [confirming, setConfirming] = useState<Confirming>();
  const awaited = useAwaited(pledge);
  const answers = useAnswers(pledge, () => close());
  const all = Object.values(answers);
  const sending = all.some((each) => each.mutation.busy);
  const close = () => {
    setConfirming(undefined);
    for (const each of all) each.mutation.clear();
  };
  const answer = confirming && answers[confirming];
  if (pledge.viewerActions.length === 0 && !awaited && !confirming) return null;
  return (
    <div className={css.acts}>
      {sending && (
        <p className={css.sending} role="status">
          {t(words.sending)}
        </p>
      )}
      <ActButtons pledge={pledge} awaited={awaited} onAct={setConfirming} />
      {confirming && answer && (
        // Away while it is on its way, and back with what was typed if the answer is no.
        <ReasonDialog
          open={!sending}
          title={t(words[`${confirming}Title`])(pledge.number)}
          confirm={t(words[confirming])}
          look={confirming === 'reject' || confirming === 'withdraw' ? 'danger' : 'primary'}
          busy={answer.mutation.busy}
          reason={answer.reason}
          answer={<Answer refusal={answer.mutation.refusal} failure={answer.mutation.failure} />}
          onConfirm={answer.run}
          onClose={close}
        >
          {answer.why && <p>{t(answer.why)}</p>}
        </ReasonDialog>
      )}
    </div>
  );
}
