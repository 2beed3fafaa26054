import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { commitLocalUpdate } from 'relay-runtime';
import type { markingMutation } from '../__generated__/markingMutation.graphql.ts';
import { type Answered, useAction } from '../shell/forms/action.ts';

const mutation = graphql`
  mutation markingMutation($input: MarkInboxReadInput!) {
    markInboxRead(input: $input) {
      ... on InboxMarkedRead {
        unread
      }
      ... on Refusal {
        message
      }
    }
  }
`;

/** Marks entries as read: those that are named, or all of them up to the newest that is shown. */
export function useMarking(): Answered & {
  markOne: (id: string) => void;
  markAll: (shown: readonly string[], through: string) => void;
} {
  const environment = useRelayEnvironment();
  const action = useAction<markingMutation>(mutation);
  /** The bell and the rows follow at once; nothing needs to be read again. */
  const follow = (ids: readonly string[]) => (payload: { readonly unread?: number }) =>
    commitLocalUpdate(environment, (store) => {
      store.getRoot().getLinkedRecord('viewer')?.setValue(payload.unread, 'unreadCount');
      for (const id of ids) store.get(id)?.setValue(new Date().toISOString(), 'readAt');
    });
  return {
    ...action,
    markOne: (id) => action.act({ entries: [id] }, follow([id])),
    markAll: (shown, through) => action.act({ entries: [], through }, follow(shown)),
  };
}
