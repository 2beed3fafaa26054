import { useEffect, useState } from 'react';
import { useLang } from '../../words/lang.ts';

/** What Relay's compiler knows of a document: the types of its variables and its answer. */
type Operation = { readonly variables: object; readonly response: unknown };

/** The id of a registered document, with its types. */
export type Doc<O extends Operation> = string & { readonly of?: O };

/** What a fragment reads. It is spread unmasked: no store keeps its data apart. */
export type Fragment<Data> = Omit<Data, ' $fragmentType'>;

/** Stands for a document in the source; the build puts the document's id in its place. */
export function graphql(_text: TemplateStringsArray): never {
  throw new Error('the build puts the id of the document here');
}

/** The server could not answer. `code` is what a reader may report it by. */
export class ReadError extends Error {
  // Declared only: a field would bring a helper along for old browsers.
  declare readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

type Answer = {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; incident?: string } }[];
};

const inFlight = new Map<string, Promise<unknown>>();

/** Answers that are there: those that came with the page, and all that came since. */
const cache = new Map<string, Answer>();

/** Addresses of all queries of what was rendered. The server reads those that the cache lacks, and renders again. */
export const requested = new Set<string>();

/** Puts answers into the cache, by the address of their query. */
export function fillCache(answers: Record<string, Answer>): void {
  for (const address of Object.keys(answers)) cache.set(address, answers[address] as Answer);
}

/** What the server knows of a page's form beside the answers, once: the next page has another. */
export function takeForm(): unknown {
  return cache.get('form')?.data;
}

/** Empties the cache: the server's next page has its own. */
export function clearCache(): void {
  cache.clear();
  requested.clear();
}

function addressOf(id: string, variables: object): string {
  const text = JSON.stringify(variables);
  return `/graphql?documentId=${id}${text === '{}' ? '' : `&variables=${encodeURIComponent(text)}`}`;
}

function dataOf(answer: Answer): unknown {
  const error = answer.errors?.[0];
  if (error)
    throw new ReadError(error.message, error.extensions?.incident ?? error.extensions?.code);
  return answer.data;
}

async function fetchAnswer(address: string, lang: string): Promise<unknown> {
  const there = cache.get(address);
  if (there) return dataOf(there);
  const response = await fetch(address, {
    headers: { Accept: 'application/graphql-response+json', 'Accept-Language': lang },
    credentials: 'omit',
  });
  let answer: Answer;
  try {
    answer = await response.json();
  } catch {
    throw new ReadError(response.statusText, `HTTP ${response.status}`);
  }
  const data = dataOf(answer);
  cache.set(address, answer);
  return data;
}

/** Reads a registered document by GET, as anybody may. The same question is asked once per visit. */
export function read<O extends Operation>(
  document: Doc<O>,
  variables: O['variables'],
  lang: string,
): Promise<O['response']> {
  const address = addressOf(document, variables);
  const before = inFlight.get(address);
  if (before) return before as Promise<O['response']>;
  const answer = fetchAnswer(address, lang);
  inFlight.set(address, answer);
  answer.catch(() => {
    inFlight.delete(address);
    cache.delete(address);
  });
  return answer as Promise<O['response']>;
}

type Reading<T> = {
  /** The newest answer there is; while another is on its way, the one before it. */
  data: T | undefined;
  /** The answer shown belongs to an earlier question. */
  stale: boolean;
  error: ReadError | undefined;
  again: () => void;
};

type State<T> = { address: string; data?: T; error?: ReadError };

const failure = (error: unknown) =>
  error instanceof ReadError ? error : new ReadError(String(error));

/** The data of an answer that is there already. */
export function cachedData(address: string): unknown {
  requested.add(address);
  return cache.get(address)?.data;
}

/** What the cache holds for a query. */
function cached<T>(address: string): State<T> {
  requested.add(address);
  const answer = cache.get(address);
  if (!answer) return { address: '' };
  try {
    return { address, data: dataOf(answer) as T };
  } catch (error) {
    return { address, error: failure(error) };
  }
}

export function useRead<O extends Operation>(
  document: Doc<O>,
  variables: O['variables'],
): Reading<O['response']> {
  const lang = useLang();
  const address = addressOf(document, variables);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State<O['response']>>(() => cached(address));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address holds document and variables
  useEffect(() => {
    // It came with the page.
    if (state.address === address && state.data) return;
    let awaited = true;
    read(document, variables, lang).then(
      (data) => awaited && setState({ address, data }),
      (error) => awaited && setState((before) => ({ ...before, address, error: failure(error) })),
    );
    return () => {
      awaited = false;
    };
  }, [address, attempt]);

  const current = state.address === address;
  return {
    data: state.data,
    stale: !current,
    error: current ? state.error : undefined,
    again: () => setAttempt((n) => n + 1),
  };
}
