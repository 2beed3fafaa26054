import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import type { StateWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  PledgeWithdrawals_pledge$data,
  PledgeWithdrawals_pledge$key,
} from '../__generated__/PledgeWithdrawals_pledge.graphql.ts';
import type { PledgeWithdrawalsAnswerMutation } from '../__generated__/PledgeWithdrawalsAnswerMutation.graphql.ts';
import type { PledgeWithdrawalsTakeBackMutation } from '../__generated__/PledgeWithdrawalsTakeBackMutation.graphql.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import css from '../shell/forms/Form.module.css';
import { usePageAction } from '../shell/live/again.tsx';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment PledgeWithdrawals_pledge on Pledge {
    giver {
      id
    }
    executor {
      id
    }
    withdrawals {
      id
      state
      reason
      requestedOn
      dueOn
      answeredOn
      packages
      timeline {
        id
        reason
      }
    }
  }
`;

const answer = graphql`
  mutation PledgeWithdrawalsAnswerMutation($input: AnswerWithdrawalInput!) {
    answerWithdrawal(input: $input) {
      ... on WithdrawalAnswered {
        withdrawal {
          id
          state
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const takeBack = graphql`
  mutation PledgeWithdrawalsTakeBackMutation($input: TakeBackWithdrawalInput!) {
    takeBackWithdrawal(input: $input) {
      ... on WithdrawalTakenBack {
        withdrawal {
          id
          state
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Permintaan penarikan', 'Request to withdraw'],
  since: [
    (when: string, why: string) => `Diminta ${when}: ${why}`,
    (when: string, why: string) => `Asked for on ${when}: ${why}`,
  ],
  until: [
    (when: string) => `Pelaksana menjawab sampai ${when}; setelah itu Pemprov memutuskan.`,
    (when: string) =>
      `The executor answers until ${when}; afterwards the provincial government decides.`,
  ],
  decides: ['Pemprov memutuskan.', 'The provincial government decides.'],
  answered: [
    (when: string, why: string) => `Dijawab ${when}: ${why}`,
    (when: string, why: string) => `Answered on ${when}: ${why}`,
  ],
  freed: [(n: string) => `${n} paket dilepas.`, (n: string) => `${n} packages were released.`],
  agree: ['Setujui', 'Agree'],
  agreeWhy: [
    'Yang belum dimuat dilepas, yang sudah dimuat tetap dikirim.',
    'What is not loaded is released, what is loaded is still delivered.',
  ],
  refuse: ['Tolak', 'Refuse'],
  refuseWhy: ['Janjinya tetap berlaku seperti sekarang.', 'The pledge stays as it is.'],
  back: ['Batalkan permintaan', 'Take the request back'],
} as const satisfies Record<string, Pair<unknown>>;

const states: Record<string, StateWord> = {
  REQUESTED: { tone: 'waiting', word: ['menunggu jawaban', 'awaiting an answer'] },
  AGREED: { tone: 'stopped', word: ['disetujui', 'agreed to'] },
  REFUSED: { tone: 'plain', word: ['ditolak', 'refused'] },
  TAKEN_BACK: { tone: 'plain', word: ['dibatalkan', 'taken back'] },
};

type Row = PledgeWithdrawals_pledge$data['withdrawals'][number];

/** What the viewer may answer to an open request. */
function Answers({ row, pledge }: { row: Row; pledge: PledgeWithdrawals_pledge$data }) {
  const t = useText();
  const { acts, today, organisation } = useOffice();
  const answering = usePageAction<PledgeWithdrawalsAnswerMutation>(answer);
  const taking = usePageAction<PledgeWithdrawalsTakeBackMutation>(takeBack);
  const own = organisation.profile?.id;
  const gives = own === pledge.giver.id;
  const decides =
    organisation.kind === 'PEMPROV' || (own === pledge.executor.id && today <= row.dueOn);
  if (!acts) return null;
  return (
    <div className={css.buttons}>
      {!gives &&
        decides &&
        ([true, false] as const).map((agrees) => (
          <ReasonAct
            key={String(agrees)}
            act={t(agrees ? words.agree : words.refuse)}
            of={answering}
            title={t(words.title)}
            look={agrees ? 'danger' : 'primary'}
            onConfirm={(reason, close) =>
              answering.act({ withdrawal: row.id, agrees, reason }, close)
            }
          >
            <p>{t(agrees ? words.agreeWhy : words.refuseWhy)}</p>
          </ReasonAct>
        ))}
      {gives && (
        <ReasonAct
          act={t(words.back)}
          of={taking}
          title={t(words.back)}
          onConfirm={(reason, close) => taking.act({ withdrawal: row.id, reason }, close)}
        />
      )}
    </div>
  );
}

/** Requests to withdraw a pledge: who asked why, and what was answered. */
export function PledgeWithdrawals({ pledge: key }: { pledge: PledgeWithdrawals_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const pledge = useFragment(fragment, key);
  if (pledge.withdrawals.length === 0) return null;
  const alone = pledge.giver.id === pledge.executor.id;
  return (
    <Section title={t(words.title)}>
      {pledge.withdrawals.map((row) => {
        const state = states[row.state];
        const open = row.state === 'REQUESTED';
        return (
          <Notice key={row.id} tone="note">
            <p>
              {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}{' '}
              {t(words.since)(day(row.requestedOn, lang), row.timeline[0]?.reason ?? '')}
            </p>
            {open && <p>{alone ? t(words.decides) : t(words.until)(day(row.dueOn, lang))}</p>}
            {row.answeredOn && (
              <p>
                {t(words.answered)(day(row.answeredOn, lang), row.reason ?? '')}{' '}
                {row.packages != null && t(words.freed)(number(row.packages, lang))}
              </p>
            )}
            {open && <Answers row={row} pledge={pledge} />}
          </Notice>
        );
      })}
    </Section>
  );
}
