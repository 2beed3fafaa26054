import { useRef, useState } from 'react';
import { useMutation } from 'react-relay/hooks';
import type { GraphQLTaggedNode, MutationParameters, SelectorStoreUpdater } from 'relay-runtime';
import { measureFeedback } from './feedback.ts';
import { RequestFault } from './relay.ts';

/** A mutation of ours: one field, its `input` with a key, and a union that may hold a refusal. */
type Act = MutationParameters & { readonly variables: { input: { key: string } } };

type Payload<A extends Act> = NonNullable<A['response'][keyof A['response']]>;
type Input<A extends Act> = Omit<A['variables']['input'], 'key'>;

export type Acting<A extends Act> = {
  /**
   * Sends the input; `done` is called with the payload when it was not refused. `now` shows the
   * outcome before it is known; it is taken back when the answer is no.
   */
  act: (input: Input<A>, done?: (payload: Payload<A>) => void, now?: SelectorStoreUpdater) => void;
  busy: boolean;
  /** What the rules said no with. */
  refusal: (Payload<A> & { readonly message: string }) | undefined;
  /** The answer did not come, or was none. Sending again is safe. */
  fault: RequestFault | undefined;
  /** Takes away what was answered, when what it spoke of has changed. */
  clear: () => void;
};

function isRefusal(payload: unknown): payload is { message: string } {
  const message = (payload as { message?: unknown } | null)?.message;
  return typeof message === 'string';
}

/**
 * Runs one mutation. The key stays the same while the same input is tried again after a fault, so
 * that a promise whose answer was lost on the way is not made twice.
 */
export function useAct<A extends Act>(document: GraphQLTaggedNode): Acting<A> {
  const [commit, busy] = useMutation<A>(document);
  const [refusal, setRefusal] = useState<Acting<A>['refusal']>();
  const [fault, setFault] = useState<RequestFault>();
  const tried = useRef<{ content: string; key: string }>(undefined);

  const clear = () => {
    setRefusal(undefined);
    setFault(undefined);
  };

  const act: Acting<A>['act'] = (input, done, now) => {
    measureFeedback();
    const content = JSON.stringify(input);
    if (tried.current?.content !== content) {
      tried.current = { content, key: crypto.randomUUID() };
    }
    clear();
    commit({
      variables: { input: { ...input, key: tried.current.key } } as A['variables'],
      ...(now && { optimisticUpdater: now as SelectorStoreUpdater<A['response']> }),
      onCompleted: (response) => {
        tried.current = undefined;
        const payload = Object.values(response as object)[0] as Payload<A>;
        if (isRefusal(payload)) setRefusal(payload);
        else done?.(payload);
      },
      onError: (error) =>
        setFault(error instanceof RequestFault ? error : new RequestFault(error.message, 'CLIENT')),
    });
  };
  return { act, busy, refusal, fault, clear };
}
