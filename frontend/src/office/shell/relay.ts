import {
  type CacheConfig,
  Environment,
  type GraphQLResponse,
  Network,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from 'relay-runtime';

/** The server could not answer: no connection, an error of ours, or nobody is signed in. */
export class RequestError extends Error {
  /** What a reader may report it by: the incident's code, or the error's. */
  readonly code: string;
  /** The language of the message. */
  readonly lang = document.documentElement.lang;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

type GraphQLFailure = { message: string; extensions?: { code?: string; incident?: string } };

/** What the page reads by itself, because something changed: it keeps no session open. */
export const QUIET: CacheConfig = { force: true, metadata: { quiet: true } };

let underWay = 0;
let ended = 0;

/** For how long (in milliseconds) no request was made; 0 while one is under way. */
export function quietFor(): number {
  return underWay > 0 ? 0 : performance.now() - ended;
}

function counted<T>(answer: Promise<T>): Promise<T> {
  underWay += 1;
  return answer.finally(() => {
    underWay -= 1;
    ended = performance.now();
  });
}

/** Sends registered documents only; the session's cookie says who asks. */
async function request(
  parameters: RequestParameters,
  variables: Variables,
  { metadata }: CacheConfig,
): Promise<GraphQLResponse> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        Accept: 'application/graphql-response+json',
        'Accept-Language': document.documentElement.lang,
        'Content-Type': 'application/json',
        'X-KSBB-CSRF': '1',
        ...(metadata?.quiet ? { 'X-KSBB-Quiet': '1' } : {}),
      },
      body: JSON.stringify({ documentId: parameters.id, variables }),
      credentials: 'same-origin',
    });
  } catch {
    throw new RequestError('', 'OFFLINE');
  }
  let answer: { data?: unknown; errors?: GraphQLFailure[] };
  try {
    answer = await response.json();
  } catch {
    throw new RequestError('', `HTTP ${response.status}`);
  }
  const failure = answer.errors?.[0];
  if (failure) {
    const { code = 'INTERNAL', incident } = failure.extensions ?? {};
    throw new RequestError(failure.message, incident ?? code);
  }
  return answer as GraphQLResponse;
}

type Preloaded = {
  answer: Promise<GraphQLResponse>;
  /** When it arrived; infinite until then. */
  at: number;
};

const preloaded = new Map<string, Preloaded>();
/** In milliseconds: what no page has taken by then is too old to be shown. */
const PRELOADED_FOR = 10_000;

const keyOf = (id: string | null | undefined, variables: Variables) =>
  `${id} ${JSON.stringify(Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

/**
 * Sends a page's query before its code is there, so that both are loaded at once. Relay finds the
 * answer when the page reads.
 */
export function preload(
  { params }: { params: RequestParameters },
  variables: Variables,
): Promise<GraphQLResponse> {
  const answer = counted(request(params, variables, {}));
  const kept: Preloaded = { answer, at: Number.POSITIVE_INFINITY };
  answer.then(
    () => {
      kept.at = performance.now();
    },
    // The page that reads it shows the failure.
    () => undefined,
  );
  preloaded.set(keyOf(params.id, variables), kept);
  return answer;
}

/** A preloaded answer, once. What is read again because something changed is never that old. */
function take(params: RequestParameters, variables: Variables, { metadata }: CacheConfig) {
  const key = keyOf(params.id, variables);
  const found = preloaded.get(key);
  preloaded.delete(key);
  const fresh = found && performance.now() - found.at < PRELOADED_FOR;
  // `force` says nothing here: Relay sets it for every page that reads.
  return fresh && !metadata?.quiet ? found.answer : undefined;
}

/** One for each sign-in: nothing of one organisation is ever kept for another. */
export function createEnvironment(): Environment {
  return new Environment({
    network: Network.create(
      (parameters, variables, cache) =>
        take(parameters, variables, cache) ?? counted(request(parameters, variables, cache)),
    ),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 20 }),
  });
}
