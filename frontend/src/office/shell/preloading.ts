import type { OperationType, PreloadableConcreteRequest } from 'relay-runtime';
import type { FrameQuery } from '../__generated__/FrameQuery.graphql.ts';
import frame from '../__generated__/FrameQuery$parameters.ts';
import type { Query } from '../lists/list.ts';
import { globalId } from './address.ts';
import { preload } from './relay.ts';
import type { Office } from './viewer.ts';

/** What an address says, and whether its page reads by itself by now. */
type Address = { number: string; code: string; query: Query; late: () => boolean };

/** Sends what the page at an address reads first, while its code is loading. */
export type Reads = (address: Address) => void;

/** A query whose variables stand in the address. */
export const reads =
  <Q extends OperationType>(
    query: PreloadableConcreteRequest<Q>,
    variables: (address: Address) => Q['variables'],
  ): Reads =>
  (address) => {
    preload(query, variables(address));
  };

/** A query about one thing, whose number is in the address. */
export const readsOne = <Q extends OperationType & { variables: { id: string } }>(
  type: string,
  query: PreloadableConcreteRequest<Q>,
): Reads => reads(query, ({ number }) => ({ id: globalId(type, number) }));

/** A query without variables. */
export const readsWhole = <Q extends OperationType>(query: PreloadableConcreteRequest<Q>): Reads =>
  reads(query, () => ({}));

type AtWork = Pick<Office, 'organisation' | 'role'>;

let requested: Promise<AtWork | undefined> | undefined;

/** For which organisation somebody works, as what: the frame's query says it, which is sent once. */
export function atWork(): Promise<AtWork | undefined> {
  requested ??= preload(frame, {}).then(
    (answer) => {
      const { viewer } = (answer as { data: FrameQuery['response'] }).data;
      return viewer?.organisation
        ? { organisation: viewer.organisation, role: viewer.role }
        : undefined;
    },
    () => undefined,
  );
  return requested;
}

/**
 * What depends on that too: it waits for the frame's answer, but not for the page's code. What would
 * come after the page has read would be kept for its next visit, and be too old then.
 */
export const readsFor =
  (read: (at: AtWork) => Reads | undefined): Reads =>
  (address) => {
    atWork().then((at) => at && !address.late() && read(at)?.(address));
  };
