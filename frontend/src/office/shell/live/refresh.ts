import { useEffect, useRef, useState } from 'react';
import { fetchQuery, useRelayEnvironment } from 'react-relay/hooks';
import type { ConcreteRequest, GraphQLTaggedNode, OperationType } from 'relay-runtime';
import { QUIET } from '../relay.ts';
import { type Change, onChanged } from './connection.ts';

/** What a page is about; a change of something else leaves it alone. */
export type Concerns = (change: Change) => boolean;

/** What an organisation's own pages are about; figures of needs come with their message. */
export const ofOffice: Concerns = ({ thing }) => thing !== 'NEED';

const deliveries = new Set([
  ...['SHIPMENT', 'HANDOVER', 'PROOF', 'DISCREPANCY', 'EVIDENCE'],
  'DISPUTE_MESSAGE',
]);

/** What pages about trips show. */
export const ofDeliveries: Concerns = ({ thing }) => deliveries.has(thing);

// What comes together is read once.
const GATHER_MS = 250;

/** Calls back a moment after a change that concerns the page, with all of them. */
export function useChanges(concerns: Concerns, then: (changes: Change[]) => void): void {
  const now = useRef({ concerns, then });
  useEffect(() => {
    now.current = { concerns, then };
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: Change[] = [];
    const stop = onChanged(({ missed, changes }) => {
      const found = changes.filter((each) => now.current.concerns(each));
      if (!missed && found.length === 0) return;
      waiting.push(...found);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const gathered = waiting;
        waiting = [];
        now.current.then(gathered);
      }, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
}

/**
 * Reads a page's query again when something that concerns it changed; its figures change where
 * they stand. A failure is left to the next change.
 */
export function useRefreshed<Query extends OperationType>(
  document: GraphQLTaggedNode,
  variables: Query['variables'],
  concerns: Concerns,
): void {
  const environment = useRelayEnvironment();
  useChanges(concerns, () => {
    fetchQuery<Query>(environment, document, variables, {
      fetchPolicy: 'network-only',
      networkCacheConfig: QUIET,
    }).subscribe({ error: () => undefined });
  });
}

type Arrivals = {
  /** How many are there that the list does not show. */
  count: number;
  /** Which attempt at reading the list this is: for `useLoad`. */
  fetchKey: number;
  show: () => void;
};

/**
 * Watches for what belongs into a list and is not shown in it. The rows that are there stay where
 * they are; the reader says when the list is read again.
 */
export function useArrivals<Query extends OperationType>(
  document: GraphQLTaggedNode,
  variables: Query['variables'],
  ids: (response: Query['response']) => readonly string[],
  concerns: Concerns,
  refreshRow: (id: string) => void,
): Arrivals & { shown: (response: Query['response']) => void } {
  const environment = useRelayEnvironment();
  const [count, setCount] = useState(0);
  const [fetchKey, setFetchKey] = useState(0);
  const shown = useRef<ReadonlySet<string>>(new Set());
  const key = JSON.stringify(variables);
  const latest = useRef(key);
  useEffect(() => {
    latest.current = key;
    setCount(0);
  }, [key]);

  useChanges(concerns, (changes) => {
    for (const { thingId } of changes) if (shown.current.has(thingId)) refreshRow(thingId);
    // Outside of the store: what is only looked up must not move what is on the screen.
    environment
      .getNetwork()
      .execute((document as ConcreteRequest).params, variables, QUIET, null)
      .subscribe({
        next: (answer) => {
          if (latest.current !== key || !('data' in answer) || !answer.data) return;
          const there = ids(answer.data as Query['response']);
          setCount(there.filter((id) => !shown.current.has(id)).length);
          if (changes.length > 0) return;
          // Nobody knows what was missed: every row is read again where it stands.
          for (const id of shown.current) refreshRow(id);
        },
        error: () => undefined,
      });
  });
  return {
    count,
    fetchKey,
    show: () => {
      setCount(0);
      setFetchKey((now) => now + 1);
    },
    shown: (response) => {
      shown.current = new Set(ids(response));
    },
  };
}
