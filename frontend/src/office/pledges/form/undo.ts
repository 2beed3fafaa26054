import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { commitMutation, type Environment, type MutationParameters } from 'relay-runtime';
import { number } from '../../../format/numbers.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { undoReleaseMutation } from '../../__generated__/undoReleaseMutation.graphql.ts';
import type { undoWithdrawMutation } from '../../__generated__/undoWithdrawMutation.graphql.ts';
import { say } from '../../shell/toasts/toasts.ts';

const withdraw = graphql`
  mutation undoWithdrawMutation($input: WithdrawPledgeInput!) {
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

const release = graphql`
  mutation undoReleaseMutation($input: ReleaseAllocationsInput!) {
    releaseAllocations(input: $input) {
      ... on AllocationsReleased {
        pledge {
          lines {
            id
            allocated
            unallocated
          }
          ...PledgeActions_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

/** Runs a mutation once; answers why it was not done, or nothing. `failed`: no answer came. */
function run<M extends MutationParameters>(
  environment: Environment,
  mutation: Parameters<typeof commitMutation<M>>[1]['mutation'],
  variables: M['variables'],
  failed: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    commitMutation<M>(environment, {
      mutation,
      variables,
      onCompleted: (response) => {
        const payload = Object.values(response as object)[0] as { message?: string };
        resolve(payload.message);
      },
      onError: (error) => resolve(error.message || failed),
    });
  });
}

const words = {
  undo: ['Urungkan', 'Undo'],
  sent: [(n: string) => `${n} terkirim.`, (n: string) => `${n} was sent.`],
  withdrawn: [(n: string) => `${n} ditarik kembali.`, (n: string) => `${n} was withdrawn.`],
  allocated: [
    (units: string) => `Dialokasikan ke ${units} tujuan.`,
    (units: string) => `Directed to ${units} destinations.`,
  ],
  released: ['Alokasi dilepas kembali.', 'The allocation was released.'],
  failed: [
    'Belum dapat diurungkan; coba dari halaman janji ini.',
    'It could not be undone; try from the page of this pledge.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Says what was just done, and offers the way back where the rules have one. */
export function useUndo() {
  const environment = useRelayEnvironment();
  const t = useText();
  const lang = useLang();
  return {
    pledge({ id, number: name, state }: { id: string; number: string; state: string }) {
      say({
        text: t(words.sent)(name),
        // A commitment is taken back on its own page, with a reason.
        undo:
          state === 'SUBMITTED'
            ? {
                label: t(words.undo),
                done: t(words.withdrawn)(name),
                run: () =>
                  run<undoWithdrawMutation>(
                    environment,
                    withdraw,
                    { input: { pledge: id, reason: '', key: crypto.randomUUID() } },
                    t(words.failed),
                  ),
              }
            : undefined,
      });
    },
    allocations(pledge: string, made: readonly { id: string; state: string }[]) {
      const ids = made.map((each) => each.id);
      say({
        text: t(words.allocated)(number(ids.length, lang)),
        undo: made.every((each) => each.state === 'HELD')
          ? {
              label: t(words.undo),
              done: t(words.released),
              run: () =>
                run<undoReleaseMutation>(
                  environment,
                  release,
                  { input: { pledge, allocations: ids, key: crypto.randomUUID() } },
                  t(words.failed),
                ),
            }
          : undefined,
      });
    },
  };
}
