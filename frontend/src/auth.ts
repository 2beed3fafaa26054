/** What the server refused; `code` is stable, `message` is in the reader's language. */
export class AuthError extends Error {
  declare readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

export type Person = {
  id: string;
  name: string;
  email: string;
  role: string | null;
  organisation: { id: string; name: string; kind: string; state: string } | null;
};

export type Me = {
  viewer: { person: { name: string; email: string }; organisation: { name: string } | null } | null;
  demo: boolean;
  /** Where a demo shows the mail it sent. */
  mailbox: string | null;
};

async function answer(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  let body: { error?: { code: string; message: string } };
  try {
    body = await response.json();
  } catch {
    throw new AuthError(response.statusText, `HTTP ${response.status}`);
  }
  if (body.error) throw new AuthError(body.error.message, body.error.code);
  return body;
}

const get = (path: string) =>
  fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(answer);

const post = (path: string, body: object, lang: string) =>
  fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Accept-Language': lang,
      'Content-Type': 'application/json',
      'X-KSBB-CSRF': '1',
    },
    body: JSON.stringify(body),
  }).then(answer);

/** Who is signed in, and whether this is a demo. */
export const me = () => get('/auth/me') as Promise<Me>;

/** Sends a one-time link. The answer is the same whether the address is known or not. */
export const askLink = (email: string, lang: string) => post('/auth/link', { email }, lang);

/** The people one may become in a demo. */
export const demoPeople = async () => ((await get('/auth/people')) as { people: Person[] }).people;

/** Becomes one of the demo's people. */
export const signInAs = (person: string, lang: string) => post('/auth/as', { person }, lang);

/** Acts for another of one's organisations from now on. */
export const chooseOrganisation = (id: string, lang: string) =>
  post('/auth/organisation', { id }, lang);

export const signOut = (lang: string) => post('/auth/out', {}, lang);

/** Where to go after signing in, when the way leads through a mail: kept for an hour. */
export function keepNext(next: string | null): void {
  try {
    if (next?.startsWith('/kantor')) localStorage.setItem('ksbb.next', `${Date.now()} ${next}`);
    else localStorage.removeItem('ksbb.next');
  } catch {
    // Without storage one arrives at the office's first page.
  }
}

/** The place kept by `keepNext`, once. */
export function takeNext(): string | undefined {
  try {
    const [at, next] = (localStorage.getItem('ksbb.next') ?? '').split(' ');
    localStorage.removeItem('ksbb.next');
    return next && Date.now() - Number(at) < 3_600_000 ? next : undefined;
  } catch {
    return undefined;
  }
}
