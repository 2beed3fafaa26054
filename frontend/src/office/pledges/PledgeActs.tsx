import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import type { RecordSourceProxy } from 'relay-runtime';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PledgeActs_pledge$key } from '../__generated__/PledgeActs_pledge.graphql.ts';
import type { PledgeActsAcceptMutation } from '../__generated__/PledgeActsAcceptMutation.graphql.ts';
import type { PledgeActsCommitMutation } from '../__generated__/PledgeActsCommitMutation.graphql.ts';
import type { PledgeActsRejectMutation } from '../__generated__/PledgeActsRejectMutation.graphql.ts';
import type { PledgeActsWithdrawMutation } from '../__generated__/PledgeActsWithdrawMutation.graphql.ts';
import { useAct } from '../act.ts';
import { to } from '../address.ts';
import { Answer } from '../parts/Answer.tsx';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import css from './PledgeActs.module.css';

const fragment = graphql`
  fragment PledgeActs_pledge on Pledge {
    id
    number
    state
    acts
  }
`;

graphql`
  fragment PledgeActs_changed on Pledge {
    ...PledgeActs_pledge
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
  mutation PledgeActsAcceptMutation($input: PledgeActInput!) {
    acceptPledge(input: $input) {
      ... on PledgeAccepted {
        pledge {
          ...PledgeActs_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const reject = graphql`
  mutation PledgeActsRejectMutation($input: PledgeReasonInput!) {
    rejectPledge(input: $input) {
      ... on PledgeRejected {
        pledge {
          ...PledgeActs_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const commit = graphql`
  mutation PledgeActsCommitMutation($input: PledgeActInput!) {
    commitPledge(input: $input) {
      ... on PledgeCommitted {
        pledge {
          ...PledgeActs_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const withdraw = graphql`
  mutation PledgeActsWithdrawMutation($input: PledgeReasonInput!) {
    withdrawPledge(input: $input) {
      ... on PledgeWithdrawn {
        pledge {
          ...PledgeActs_changed
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
    'Yang belum dikirim dilepas dan dapat dijanjikan orang lain.',
    'What has not been dispatched is released for others to pledge.',
  ],
  allocate: ['Alokasikan', 'Allocate'],
  sending: ['Sedang dikirim…', 'Being sent…'],
} as const satisfies Record<string, Pair<unknown>>;

type Asked = 'accept' | 'reject' | 'commit' | 'withdraw';

const becomes = {
  accept: 'ACCEPTED',
  reject: 'REJECTED',
  commit: 'COMMITTED',
  withdraw: 'WITHDRAWN',
} as const;

/** How a pledge will stand when the answer is yes: shown at once, taken back if it is no. */
function expected(store: RecordSourceProxy, id: string, act: Asked): void {
  const pledge = store.get(id);
  if (!pledge) return;
  pledge.setValue(becomes[act], 'state');
  pledge.setValue([], 'acts');
  if (act === 'accept') return;
  const state = act === 'commit' ? 'COMMITTED' : 'RELEASED';
  for (const each of pledge.getLinkedRecords('allocations') ?? []) {
    if (each.getValue('state') === 'HELD') each.setValue(state, 'state');
  }
}

/** What the viewer may do with a pledge as it stands: the server says which. */
export function PledgeActs({ pledge: key }: { pledge: PledgeActs_pledge$key }) {
  const t = useText();
  const pledge = useFragment(fragment, key);
  const [asked, setAsked] = useState<Asked>();
  const accepting = useAct<PledgeActsAcceptMutation>(accept);
  const rejecting = useAct<PledgeActsRejectMutation>(reject);
  const committing = useAct<PledgeActsCommitMutation>(commit);
  const withdrawing = useAct<PledgeActsWithdrawMutation>(withdraw);
  const acts = new Set(pledge.acts);

  const all = [accepting, rejecting, committing, withdrawing];
  const sending = all.some((each) => each.busy);
  const close = () => {
    setAsked(undefined);
    for (const each of all) each.clear();
  };
  const input = { pledge: pledge.id };
  const now = (act: Asked) => (store: RecordSourceProxy) => expected(store, pledge.id, act);
  const dialogs = {
    accept: {
      acting: accepting,
      reason: 'none',
      why: words.acceptWhy,
      run: () => accepting.act(input, close, now('accept')),
    },
    reject: {
      acting: rejecting,
      reason: 'required',
      why: undefined,
      run: (reason: string) => rejecting.act({ ...input, reason }, close, now('reject')),
    },
    commit: {
      acting: committing,
      reason: 'none',
      why: words.commitWhy,
      run: () => committing.act(input, close, now('commit')),
    },
    withdraw: {
      acting: withdrawing,
      reason: pledge.state === 'COMMITTED' ? 'required' : 'optional',
      why: words.withdrawWhy,
      run: (reason: string) => withdrawing.act({ ...input, reason }, close, now('withdraw')),
    },
  } as const;
  const dialog = asked && dialogs[asked];
  if (acts.size === 0 && !asked) return null;
  return (
    <div className={css.acts}>
      {sending && (
        <p className={css.sending} role="status">
          {t(words.sending)}
        </p>
      )}
      {acts.has('COMMIT') && (
        <Button look="primary" onPress={() => setAsked('commit')}>
          {t(words.commit)}
        </Button>
      )}
      {acts.has('ACCEPT') && (
        <Button look="primary" onPress={() => setAsked('accept')}>
          {t(words.accept)}
        </Button>
      )}
      {acts.has('ALLOCATE') && (
        <Button look="primary" href={to.allocate(pledge.id)}>
          {t(words.allocate)}
        </Button>
      )}
      {acts.has('REJECT') && <Button onPress={() => setAsked('reject')}>{t(words.reject)}</Button>}
      {acts.has('WITHDRAW') && (
        <Button onPress={() => setAsked('withdraw')}>{t(words.withdraw)}</Button>
      )}
      {asked && dialog && (
        // Away while it is on its way, and back with what was typed if the answer is no.
        <ReasonDialog
          open={!sending}
          title={t(words[`${asked}Title`])(pledge.number)}
          confirm={t(words[asked])}
          look={asked === 'reject' || asked === 'withdraw' ? 'danger' : 'primary'}
          busy={dialog.acting.busy}
          reason={dialog.reason}
          answer={<Answer refusal={dialog.acting.refusal} fault={dialog.acting.fault} />}
          onConfirm={dialog.run}
          onClose={close}
        >
          {dialog.why && <p>{t(dialog.why)}</p>}
        </ReasonDialog>
      )}
    </div>
  );
}
