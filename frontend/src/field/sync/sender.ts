import { all, changed } from '../store/database.ts';
import {
  dropPhoto,
  forgetOld,
  keepStops,
  leaveToOffice,
  meta,
  photoBytes,
  queueCounts,
  setMeta,
  updateEntry,
} from '../store/entries.ts';
import type { Clock, Entry, Problem, Stop } from '../store/types.ts';
import { asOnlySender } from './lock.ts';
import { countsOf, FAIL, factsOf, LEAVE, PROVE, REPORT } from './reports.ts';
import { fetchStops, hear, mutate, NoAnswer, NotOpened, Refused, upload } from './server.ts';

/** How sending stands: also what the screen says of the signal. */
export type Signal = 'unknown' | 'sending' | 'online' | 'offline' | 'closed';

/** Clocks that disagree by more than this leave the time of an entry in doubt. */
const DOUBT_SECONDS = 120;

type Session = { token: string; lang: string };

let signal: Signal = 'unknown';

export const signalNow = () => signal;

function setSignal(next: Signal): void {
  if (next === signal) return;
  signal = next;
  changed();
}

/** Tells the server what is queued; learns its time, and whether the shift is over. */
async function talk(token: string, lang: string): Promise<boolean> {
  const before = Date.now();
  const heard = await hear(token, await queueCounts(), lang);
  const middle = (before + Date.now()) / 2;
  const drift = Math.round((middle - Date.parse(heard.now)) / 1000);
  const clock: Clock = { drift, demoSeconds: heard.demoSeconds, at: middle };
  await setMeta('clock', clock);
  const { organisation, label, endsAt, over } = heard;
  await setMeta('who', { organisation, label, endsAt, over });
  return over;
}

const say = (where: Problem['where'], refused: Refused): Problem => ({
  where,
  code: refused.code,
  message: refused.message,
});

/**
 * Says once in the remark when the clock was set while the entry waited. It is kept before the first
 * sending: an entry that is sent again must have the same content.
 */
async function judgeClock(entry: Entry, clock: Clock | undefined): Promise<Entry> {
  if (entry.judged) return entry;
  const doubt =
    entry.drift === null || !clock || Math.abs(clock.drift - entry.drift) > DOUBT_SECONDS;
  const note = doubt ? `${entry.note} [waktu ponsel tidak pasti]`.trim() : entry.note;
  const kept = await updateEntry(entry.id, (now) => ({ ...now, note, judged: true }));
  return kept || entry;
}

async function report(entry: Entry, session: Session): Promise<Entry | undefined> {
  if (entry.handover) return entry;
  const facts = { ...factsOf(entry), key: entry.id };
  const answer = entry.failed
    ? await mutate(session.token, FAIL, { ...facts, reason: entry.failed }, session.lang)
    : await mutate(session.token, REPORT, { ...facts, counts: countsOf(entry) }, session.lang);
  const { id } = answer.handover as { id: string };
  return updateEntry(entry.id, (now) => ({ ...now, handover: id }));
}

async function prove(entry: Entry, session: Session): Promise<Entry | undefined> {
  const proof = entry.proof;
  if (!proof || proof.made) return entry;
  const answer = await mutate(
    session.token,
    PROVE,
    { key: proof.key, stop: entry.stop, method: proof.method, slipCode: proof.code },
    session.lang,
  );
  const { id } = answer.proof as { id: string };
  return updateEntry(entry.id, (now) => ({
    ...now,
    proof: now.proof && { ...now.proof, made: id },
  }));
}

async function sendPhotos(entry: Entry, session: Session): Promise<void> {
  for (const photo of entry.photos) {
    if (photo.sent) continue;
    const bytes = await photoBytes(entry.id, photo.hash);
    if (bytes) {
      const signed = photo.kind === 'SIGNATURE' && entry.proof && entry.proof.made;
      const to: Record<string, string> = entry.leftAs
        ? { entry: entry.leftAs }
        : signed
          ? { proof: signed }
          : { handover: entry.handover || '' };
      await upload(session.token, { ...to, kind: photo.kind, key: photo.key }, bytes, session.lang);
    }
    await updateEntry(entry.id, (now) => ({
      ...now,
      photos: now.photos.map((each) => (each.hash === photo.hash ? { ...each, sent: true } : each)),
    }));
    await dropPhoto(entry.id, photo.hash);
  }
}

/** Leaves an entry to the office: the courier wants it, or the shift is over. */
async function leave(entry: Entry, session: Session): Promise<Entry | undefined> {
  if (entry.leftAs) return entry;
  const problem = entry.problem ? entry.problem.message : 'Tugas di ponsel ini sudah berakhir.';
  const answer = await mutate(
    session.token,
    LEAVE,
    {
      ...factsOf(entry),
      key: entry.leaveKey,
      problem,
      reason: entry.failed,
      counts: countsOf(entry),
    },
    session.lang,
  );
  const { id } = answer.entry as { id: string };
  return updateEntry(entry.id, (now) => ({ ...now, leftAs: id }));
}

/** Sends one entry as far as it goes. @throws NoAnswer, NotOpened */
async function sendEntry(entry: Entry, session: Session): Promise<void> {
  let where: Problem['where'] = 'report';
  try {
    if (entry.leaveKey) {
      const left = await leave(entry, session);
      where = 'photo';
      if (left) await sendPhotos(left, session);
      await updateEntry(entry.id, (now) => ({ ...now, state: 'left' }), true);
      return;
    }
    const reported = await report(entry, session);
    where = 'proof';
    const proven = reported && (await prove(reported, session));
    where = 'photo';
    if (proven) await sendPhotos(proven, session);
    await updateEntry(entry.id, (now) => ({ ...now, state: 'accepted', problem: null }), true);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // What the server took before the end it knows by its key; the rest goes to the office.
    if (error.code === 'ShiftOver' && where === 'report' && !entry.leaveKey) {
      const left = await leaveToOffice(entry.id);
      if (left) await sendEntry(left, session);
      return;
    }
    const problem = say(where, error);
    await updateEntry(entry.id, (now) => ({ ...now, state: 'refused', problem }));
  }
}

async function sendAll(token: string, lang: string): Promise<void> {
  const over = await talk(token, lang);
  const session: Session = { token, lang };
  const clock = await meta<Clock>('clock');
  let stops = await all<Stop>('stops');
  if (!over) {
    stops = await fetchStops(token, lang);
    await keepStops(stops);
  }
  const waiting = (await all<Entry>('entries'))
    .filter((entry) => entry.state === 'waiting')
    .sort((a, b) => a.sequence - b.sequence);
  // What was refused for its own sake must not hold back the others.
  for (const entry of waiting) {
    const stop = stops.find((each) => each.id === entry.stop);
    // The trip has left, but the office has not recorded it yet.
    if (stop && stop.state === 'PLANNED' && !over && !entry.leaveKey) continue;
    await sendEntry(await judgeClock(entry, clock), session);
  }
  if (waiting.length > 0) {
    await talk(token, lang);
    if (!over) await keepStops(await fetchStops(token, lang));
  }
  await forgetOld();
}

let wanted = false;
let running: Promise<void> | undefined;

async function once(lang: string): Promise<void> {
  const token = await meta<string>('opened');
  if (!token) return;
  await asOnlySender(async () => {
    setSignal('sending');
    try {
      await sendAll(token, lang);
      setSignal('online');
    } catch (error) {
      if (error instanceof NotOpened) setSignal('closed');
      else if (error instanceof NoAnswer || error instanceof Refused) setSignal('offline');
      else {
        setSignal('offline');
        throw error;
      }
    }
  });
}

/** Sends what waits. A call while it runs makes it look once more afterwards. */
export function sync(lang: string): Promise<void> {
  wanted = true;
  running =
    running ||
    (async () => {
      try {
        while (wanted) {
          wanted = false;
          await once(lang);
        }
      } finally {
        running = undefined;
      }
    })();
  return running;
}
