import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { closingState } from '../../words/pledges.ts';
import type {
  PledgeClosings_pledge$data,
  PledgeClosings_pledge$key,
} from '../__generated__/PledgeClosings_pledge.graphql.ts';
import type { PledgeClosingsAnswerMutation } from '../__generated__/PledgeClosingsAnswerMutation.graphql.ts';
import type { PledgeClosingsContestMutation } from '../__generated__/PledgeClosingsContestMutation.graphql.ts';
import type { PledgeClosingsDropMutation } from '../__generated__/PledgeClosingsDropMutation.graphql.ts';
import type { PledgeClosingsTakeBackMutation } from '../__generated__/PledgeClosingsTakeBackMutation.graphql.ts';
import { History } from '../shared/History.tsx';
import { packageNameOf } from '../shared/names.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import css from '../shell/forms/Form.module.css';
import { usePageAction } from '../shell/live/again.tsx';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment PledgeClosings_pledge on Pledge {
    giver {
      id
    }
    executor {
      id
    }
    closings {
      id
      state
      promised
      came
      packages
      closedOn
      package {
        code
      }
      timeline {
        ...History_steps
      }
    }
  }
`;

const contest = graphql`
  mutation PledgeClosingsContestMutation($input: ContestClosingInput!) {
    contestClosing(input: $input) {
      ... on ClosingContested {
        closing {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const drop = graphql`
  mutation PledgeClosingsDropMutation($input: DropContestInput!) {
    dropContest(input: $input) {
      ... on ContestDropped {
        closing {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const answer = graphql`
  mutation PledgeClosingsAnswerMutation($input: AnswerContestInput!) {
    answerContest(input: $input) {
      ... on ContestAnswered {
        closing {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const takeBack = graphql`
  mutation PledgeClosingsTakeBackMutation($input: TakeBackClosingInput!) {
    takeBackClosing(input: $input) {
      ... on ClosingTakenBack {
        closing {
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
  title: ['Yang ditutup kurang', 'Closed short'],
  fact: [
    (what: string, came: string, promised: string, when: string) =>
      `${what}: datang ${came} dari ${promised}, ditutup ${when}.`,
    (what: string, came: string, promised: string, when: string) =>
      `${what}: ${came} of ${promised} came, closed on ${when}.`,
  ],
  freed: [
    (n: string) => `${n} paket dilepas; kebutuhannya terbuka bagi pihak lain.`,
    (n: string) => `${n} packages were released; their needs are open to others.`,
  ],
  contest: ['Sanggah', 'Object'],
  contestWhy: [
    'Tuliskan yang menurut Anda benar, misalnya berapa yang sudah diantar dan kapan. Pelaksana dan Pemprov membacanya; Pemprov yang menjawab.',
    'Write what is right in your view, such as how many were brought and when. The executor and the provincial government read it; the latter answers.',
  ],
  drop: ['Batalkan sanggahan', 'Take the objection back'],
  uphold: ['Penutupan tetap berlaku', 'The closing stands'],
  overrule: ['Terima sanggahan', 'Accept the objection'],
  overruleWhy: [
    'Pelaksana harus membatalkan penutupannya, selama kebutuhannya belum diambil pihak lain.',
    'The executor has to take the closing back, as long as nobody took the needs.',
  ],
  back: ['Batalkan penutupan', 'Take the closing back'],
  backWhy: [
    'Yang dilepas menjadi komitmen lagi untuk unit yang sama, selama kebutuhannya masih terbuka.',
    'What was released is committed again for the same units, as long as their needs are open.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = PledgeClosings_pledge$data;
type Row = Pledge['closings'][number];

/** What the giver may do: object, and take the objection back. */
function OfGiver({ row }: { row: Row }) {
  const t = useText();
  const contesting = usePageAction<PledgeClosingsContestMutation>(contest);
  const dropping = usePageAction<PledgeClosingsDropMutation>(drop);
  if (row.state === 'CONTESTED') {
    return (
      <ReasonAct
        act={t(words.drop)}
        of={dropping}
        title={t(words.drop)}
        onConfirm={(reason, close) => dropping.act({ closing: row.id, reason }, close)}
      />
    );
  }
  if (row.state !== 'CLOSED') return null;
  return (
    <ReasonAct
      act={t(words.contest)}
      of={contesting}
      title={t(words.contest)}
      onConfirm={(reason, close) => contesting.act({ closing: row.id, reason }, close)}
    >
      <p>{t(words.contestWhy)}</p>
    </ReasonAct>
  );
}

/** The Pemprov's answer to an objection. */
function OfPemprov({ row }: { row: Row }) {
  const t = useText();
  const answering = usePageAction<PledgeClosingsAnswerMutation>(answer);
  if (row.state !== 'CONTESTED') return null;
  return ([false, true] as const).map((stands) => (
    <ReasonAct
      key={String(stands)}
      act={t(stands ? words.uphold : words.overrule)}
      of={answering}
      title={t(stands ? words.uphold : words.overrule)}
      onConfirm={(reason, close) => answering.act({ closing: row.id, stands, reason }, close)}
    >
      {!stands && <p>{t(words.overruleWhy)}</p>}
    </ReasonAct>
  ));
}

function OfExecutor({ row }: { row: Row }) {
  const t = useText();
  const taking = usePageAction<PledgeClosingsTakeBackMutation>(takeBack);
  if (row.state === 'TAKEN_BACK') return null;
  return (
    <ReasonAct
      act={t(words.back)}
      of={taking}
      title={t(words.back)}
      onConfirm={(reason, close) => taking.act({ closing: row.id, reason }, close)}
    >
      <p>{t(words.backWhy)}</p>
    </ReasonAct>
  );
}

function Acts({ row, pledge }: { row: Row; pledge: Pledge }) {
  const { acts, organisation } = useOffice();
  const own = organisation.profile?.id;
  const executes = own === pledge.executor.id;
  if (!acts) return null;
  return (
    <div className={css.buttons}>
      {own === pledge.giver.id && !executes && <OfGiver row={row} />}
      {organisation.kind === 'PEMPROV' && <OfPemprov row={row} />}
      {executes && <OfExecutor row={row} />}
    </div>
  );
}

/** Lines that were closed short: what came, what was released, and what their giver says to it. */
export function PledgeClosings({ pledge: key }: { pledge: PledgeClosings_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const pledge = useFragment(fragment, key);
  if (pledge.closings.length === 0) return null;
  return (
    <Section title={t(words.title)}>
      {pledge.closings.map((row) => {
        const state = closingState[row.state];
        const what = t(packageNameOf(row.package.code));
        return (
          <Notice key={row.id} tone="note">
            <p>
              {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}{' '}
              {t(words.fact)(
                what,
                number(row.came, lang),
                number(row.promised, lang),
                day(row.closedOn, lang),
              )}
            </p>
            {row.packages > 0 && <p>{t(words.freed)(number(row.packages, lang))}</p>}
            <History steps={row.timeline} states={closingState} />
            <Acts row={row} pledge={pledge} />
          </Notice>
        );
      })}
    </Section>
  );
}
