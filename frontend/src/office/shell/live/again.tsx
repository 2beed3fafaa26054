import { createContext, type ReactNode, useContext } from 'react';
import { fetchQuery, useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, OperationType } from 'relay-runtime';
import { type Act, type Action, useAction } from '../forms/action.ts';

const AgainContext = createContext<() => void>(() => undefined);

type ReadAgainProps<Query extends OperationType> = {
  document: GraphQLTaggedNode;
  variables: Query['variables'];
  children: ReactNode;
};

/** A page on which one act moves many things: after each the page is read again. */
export function ReadAgain<Query extends OperationType>(props: ReadAgainProps<Query>) {
  const { document, variables, children } = props;
  const environment = useRelayEnvironment();
  const read = () => {
    fetchQuery<Query>(environment, document, variables, {
      fetchPolicy: 'network-only',
    }).subscribe({ error: () => undefined });
  };
  return <AgainContext value={read}>{children}</AgainContext>;
}

/** Reads the page again. */
export const useReadAgain = () => useContext(AgainContext);

/** An act on such a page. Its mutation answers with little, because the page is read again. */
export function usePageAction<A extends Act>(mutation: GraphQLTaggedNode): Action<A> {
  const action = useAction<A>(mutation);
  const readAgain = useReadAgain();
  return {
    ...action,
    act: (input, done) =>
      action.act(input, (payload) => {
        readAgain();
        done?.(payload);
      }),
  };
}
