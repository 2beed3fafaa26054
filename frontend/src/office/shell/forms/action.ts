import { useRef, useState } from 'react';
import { useMutation } from 'react-relay/hooks';
import type { GraphQLTaggedNode, MutationParameters, SelectorStoreUpdater } from 'relay-runtime';
import { measureFeedback } from '../feedback.ts';
import { RequestError } from '../relay.ts';

/** A mutation: one field, its `input` with an idempotency key, and a union that may hold a refusal. */
export type Act = MutationParameters & { readonly variables: { input: { key: string } } };

/** What of a mutation a form shows. */
export type Answered = {
  busy: boolean;
  refusal: { readonly message: string } | undefined;
  failure: RequestError | undefined;
  clear: () => void;
};

type Payload<A extends Act> = NonNullable<A['response'][keyof A['response']]>;
type Input<A extends Act> = Omit<A['variables']['input'], 'key'>;

export type Action<A extends Act> = {
  /**
   * Sends the input; `done` is called with the payload when it was not refused. `now` shows the
   * outcome before it is known; it is taken back when the answer is no.
   */
  act: (input: Input<A>, done?: (payload: Payload<A>) => void, now?: SelectorStoreUpdater) => void;
  busy: boolean;
  /** The refusal of the domain's rules. */
  refusal: (Payload<A> & { readonly message: string }) | undefined;
  /** No answer, or none that can be used. Sending again is safe. */
  failure: RequestError | undefined;
  /** Takes away what was answered, when what it spoke of has changed. */
  clear: () => void;
};

function isRefusal(payload: unknown): payload is { message: string } {
  const message = (payload as { message?: unknown } | null)?.message;
  return typeof message === 'string';
}

/**
 * Runs one mutation. The key stays the same while the same input is tried again after a failure, so
 * that a pledge whose answer was lost on the way is not made twice.
 */
export function useAction<A extends Act>(document: GraphQLTaggedNode): Action<A> {
  const [commit, busy] = useMutation<A>(document);
  const [refusal, setRefusal] = useState<Action<A>['refusal']>();
  const [failure, setFailure] = useState<RequestError>();
  const tried = useRef<{ content: string; key: string }>(undefined);

  const clear = () => {
    setRefusal(undefined);
    setFailure(undefined);
  };

  const act: Action<A>['act'] = (input, done, now) => {
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
        setFailure(
          error instanceof RequestError ? error : new RequestError(error.message, 'CLIENT'),
        ),
    });
  };
  return { act, busy, refusal, failure, clear };
}
