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

/** The server could not answer: the connection, a fault of ours, or nobody is signed in. */
export class RequestFault extends Error {
  /** What to tell us by: the incident of the fault, or its code. */
  readonly code: string;
  /** The language in which the message was asked for. */
  readonly lang = document.documentElement.lang;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

type Fault = { message: string; extensions?: { code?: string; incident?: string } };

/** What the page reads by itself, because something changed: it keeps no session open. */
export const QUIET: CacheConfig = { force: true, metadata: { quiet: true } };

let underWay = 0;
let ended = 0;

/** For how long (in milliseconds) nothing has been asked for; 0 while something is on its way. */
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

/** Sends persisted documents only; the session's cookie says who asks. */
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
    throw new RequestFault('', 'OFFLINE');
  }
  let answer: { data?: unknown; errors?: Fault[] };
  try {
    answer = await response.json();
  } catch {
    throw new RequestFault('', `HTTP ${response.status}`);
  }
  const fault = answer.errors?.[0];
  if (fault) {
    const { code = 'INTERNAL', incident } = fault.extensions ?? {};
    throw new RequestFault(fault.message, incident ?? code);
  }
  return answer as GraphQLResponse;
}

/** One for each sign-in: nothing of one organisation is ever kept for another. */
export function createEnvironment(): Environment {
  return new Environment({
    network: Network.create((parameters, variables, cache) =>
      counted(request(parameters, variables, cache)),
    ),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 20 }),
  });
}
