import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeReassignments_pledge$key } from '../__generated__/PledgeReassignments_pledge.graphql.ts';
import type { PledgeReassignmentsMutation } from '../__generated__/PledgeReassignmentsMutation.graphql.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment PledgeReassignments_pledge on Pledge {
    reassignments {
      id
      state
      reason
      packages
      releasedOn
    }
  }
`;

const mutation = graphql`
  mutation PledgeReassignmentsMutation($input: TakeBackReassignmentInput!) {
    takeBackReassignment(input: $input) {
      ... on ReassignmentTakenBack {
        reassignment {
          pledge {
            ...PledgeReassignments_pledge
            ...PledgeActions_changed
          }
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Dialihkan oleh Pemprov', 'Reassigned by the provincial government'],
  fact: [
    (n: string, when: string) => `${n} paket dilepas ${when} untuk pihak lain.`,
    (n: string, when: string) => `${n} packages were released for others on ${when}.`,
  ],
  gone: ['dibatalkan', 'taken back'],
  back: ['Batalkan pengalihan', 'Take it back'],
  backWhy: [
    'Yang dilepas menjadi komitmen lagi untuk unit yang sama, selama kebutuhannya masih terbuka.',
    'What was released is committed again for the same units, as long as their needs are open.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** What the Pemprov released of a pledge because its executor has no agreement in force. */
export function PledgeReassignments({ pledge: key }: { pledge: PledgeReassignments_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { acts, organisation } = useOffice();
  const { reassignments } = useFragment(fragment, key);
  const taking = useAction<PledgeReassignmentsMutation>(mutation);
  if (reassignments.length === 0) return null;
  return (
    <Section title={t(words.title)}>
      {reassignments.map((row) => (
        <Notice key={row.id} tone="note">
          <p>
            {row.state === 'TAKEN_BACK' && <Chip>{t(words.gone)}</Chip>}{' '}
            {t(words.fact)(number(row.packages, lang), day(row.releasedOn, lang))}
          </p>
          <p>{row.reason}</p>
          {acts && organisation.kind === 'PEMPROV' && row.state === 'RELEASED' && (
            <div className={css.buttons}>
              <ReasonAct
                act={t(words.back)}
                of={taking}
                title={t(words.back)}
                onConfirm={(reason, close) => taking.act({ reassignment: row.id, reason }, close)}
              >
                <p>{t(words.backWhy)}</p>
              </ReasonAct>
            </div>
          )}
        </Notice>
      ))}
    </Section>
  );
}
