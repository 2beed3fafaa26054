import { createContext, useContext } from 'react';
import { useLazyLoadQuery } from 'react-relay/hooks';
import type { FetchPolicy, GraphQLTaggedNode, OperationType } from 'relay-runtime';

/**
 * Which attempt at loading the page this is. Relay keeps what a query failed with under its key
 * and would throw the same again; a new attempt asks anew.
 */
export const AttemptContext = createContext(0);

let attempts = 0;

/** The attempt of whatever begins to load now. */
export const thisAttempt = () => attempts;

/** After a failure: whatever loads from now on does not meet it again. */
export function failed(): void {
  attempts += 1;
}

/** Reads for a page; its `Boundary` shows the waiting and the failure, and tries again. */
export function useLoad<Query extends OperationType>(
  document: GraphQLTaggedNode,
  variables: Query['variables'],
  options: { fetchPolicy?: FetchPolicy; fetchKey?: number } = {},
): Query['response'] {
  const attempt = useContext(AttemptContext);
  return useLazyLoadQuery<Query>(document, variables, {
    ...options,
    fetchKey: `${attempt} ${options.fetchKey ?? 0}`,
  });
}
