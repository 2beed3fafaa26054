import type { Stop, Who } from '../store/types.ts';

/** No answer of ours came: no signal, a network that answers for us, or a server that is busy. */
export class NoAnswer extends Error {}

/** The server does not know this phone (any more). */
export class NotOpened extends Error {}

/** The server's reason, in the courier's language. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const PATIENCE = 45_000;

async function send(path: string, init: RequestInit): Promise<Response> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    return await fetch(path, {
      ...init,
      method: 'POST',
      cache: 'no-store',
      redirect: 'error',
      signal: control.signal,
    });
  } catch {
    throw new NoAnswer();
  } finally {
    clearTimeout(timer);
  }
}

/** The answer's JSON. Whatever is not ours, as the page of a captive portal, is no answer. */
async function json(response: Response): Promise<Record<string, unknown>> {
  try {
    const body = await response.json();
    if (body && typeof body === 'object') return body;
  } catch {
    // Not JSON, or cut off.
  }
  throw new NoAnswer();
}

const headers = (lang: string, token?: string): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  'accept-language': lang,
  'x-ksbb-csrf': '1',
  ...(token ? { authorization: `Bearer ${token}` } : {}),
});

export type Heard = Who & { now: string; demoSeconds: number };

/** Asks one of the phone's own routes, whose answers carry a mark. */
async function ask(path: string, body: object, lang: string, token?: string): Promise<Heard> {
  const response = await send(path, { body: JSON.stringify(body), headers: headers(lang, token) });
  const answer = await json(response);
  if (answer.ksbb !== 'lapangan') throw new NoAnswer();
  const error = answer.error as { code: string; message: string } | undefined;
  if (!error) return answer as unknown as Heard;
  if (response.status === 401) throw new NotOpened(error.message);
  throw new Refused(error.code, error.message);
}

/** Binds this phone to the shift of a link, or to the signed-in courier. */
export const openPhone = (phone: string, shift: string, lang: string) =>
  ask('/lapangan/open', { phone, shift }, lang);

export const hear = (token: string, counts: object, lang: string) =>
  ask('/lapangan/heard', counts, lang, token);

type Answer = { __typename: string; message?: string } & Record<string, unknown>;

/** Runs one document; the value of its one field. */
export async function graphql(
  token: string,
  query: string,
  variables: object,
  lang: string,
): Promise<unknown> {
  const response = await send('/graphql', {
    body: JSON.stringify({ query, variables }),
    headers: headers(lang, token),
  });
  const answer = await json(response);
  if (response.status === 401) throw new NotOpened();
  const data = answer.data as Record<string, unknown> | null | undefined;
  if (!data || answer.errors) throw new NoAnswer();
  return Object.values(data)[0];
}

/** Runs a mutation. @throws Refused with the domain's reason. */
export async function mutate(
  token: string,
  query: string,
  input: object,
  lang: string,
): Promise<Answer> {
  const answer = (await graphql(token, query, { input }, lang)) as Answer | null;
  if (!answer?.__typename) throw new NoAnswer();
  if (typeof answer.message === 'string') throw new Refused(answer.__typename, answer.message);
  return answer;
}

/** Sends a file. @throws Refused with the reason. */
export async function upload(
  token: string,
  to: Record<string, string>,
  bytes: ArrayBuffer,
  lang: string,
): Promise<void> {
  const response = await send(`/files?${new URLSearchParams(to)}`, {
    body: bytes,
    headers: { ...headers(lang, token), 'content-type': 'application/octet-stream' },
  });
  const answer = await json(response);
  if (response.status === 401) throw new NotOpened();
  if (answer.evidence) return;
  const error = answer.error as { code: string; message: string } | undefined;
  if (!error || response.status >= 500) throw new NoAnswer();
  throw new Refused(error.code, error.message);
}

const STOPS = `query FieldStops { courierStops {
  id position state reason
  unit { name kind address kelurahan { name } location { latitude longitude } }
  shipment { id number day slotStarts slotEnds }
  loads { quantity dispatched package { id code name every } }
  handovers { id state }
} }`;

type StopRow = {
  id: string;
  position: number;
  state: string;
  reason: string | null;
  unit: {
    name: string;
    kind: string;
    address: string | null;
    kelurahan: { name: string };
    location: { latitude: number; longitude: number } | null;
  };
  shipment: { id: string; number: string; day: string; slotStarts: string; slotEnds: string };
  loads: {
    quantity: number;
    dispatched: number | null;
    package: { id: string; code: string; name: string; every: string };
  }[];
  handovers: { id: string; state: string }[];
};

function stopOf(row: StopRow): Stop {
  const packages = new Map<string, Stop['packages'][number]>();
  for (const load of row.loads) {
    const count = load.dispatched === null ? load.quantity : load.dispatched;
    const before = packages.get(load.package.id);
    if (count)
      packages.set(load.package.id, { ...load.package, sent: (before ? before.sent : 0) + count });
  }
  const { unit, shipment } = row;
  const counting = row.handovers.find(
    (each) => each.state !== 'SUPERSEDED' && each.state !== 'SECOND_REPORT',
  );
  return {
    id: row.id,
    position: row.position,
    state: row.state,
    reason: row.reason,
    unit: {
      name: unit.kind === 'RW' ? `${unit.name} ${unit.kelurahan.name}` : unit.name,
      kind: unit.kind,
      address: unit.address,
      kelurahan: unit.kelurahan.name,
      map: unit.location ? `${unit.location.latitude},${unit.location.longitude}` : null,
    },
    shipment: {
      id: shipment.id,
      number: shipment.number,
      day: shipment.day,
      starts: shipment.slotStarts,
      ends: shipment.slotEnds,
    },
    packages: [...packages.values()],
    handover: counting ? counting.state : null,
  };
}

/** The stops of this phone. */
export async function fetchStops(token: string, lang: string): Promise<Stop[]> {
  const rows = (await graphql(token, STOPS, {}, lang)) as StopRow[] | null;
  return (rows || []).map(stopOf).filter((stop) => stop.packages.length > 0);
}
