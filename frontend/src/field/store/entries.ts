import { all, changed, done, one, read, write } from './database.ts';
import { sha256, uuid } from './random.ts';
import type { Clock, Draft, Entry, Photo, Stop } from './types.ts';

/** Kept free, so that numbers can be saved when photos have filled the phone. */
const BALLAST_BYTES = 512 * 1024;

const isFull = (error: unknown) =>
  (error as { name?: string } | null)?.name === 'QuotaExceededError';

/** No space for one more photo; numbers can still be saved. */
export class PhoneFull extends Error {}

export const meta = <T>(key: string): Promise<T | undefined> => one<T>('meta', key);

export async function setMeta(key: string, value: unknown): Promise<void> {
  await write(['meta'], (store) => done(store('meta').put(value, key)));
  changed();
}

/** Takes the space that is given back when the phone is full. */
export async function keepBallast(): Promise<void> {
  if (await meta('ballast')) return;
  // Random, because the database compresses what it stores.
  const ballast = new Uint8Array(BALLAST_BYTES);
  for (let at = 0; at < BALLAST_BYTES; at += 65_536) {
    crypto.getRandomValues(ballast.subarray(at, at + 65_536));
  }
  await write(['meta'], (store) => done(store('meta').put(ballast, 'ballast'))).catch(
    () => undefined,
  );
}

const dropBallast = () => write(['meta'], (store) => done(store('meta').delete('ballast')));

/** Writes; if the phone is full, once more in the space of the ballast. */
async function surely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFull(error)) throw error;
    await dropBallast();
    return work();
  }
}

export const photoKey = (entry: string, hash: string) => [entry, hash];

/** The draft of a stop. Its id is born here, once, also when two tabs open the stop together. */
export async function draftOf(stop: string): Promise<Draft> {
  return surely(() =>
    write(['drafts'], async (store) => {
      const there = (await done(store('drafts').get(stop))) as Draft | undefined;
      if (there) return there;
      const fresh: Draft = {
        stop,
        id: uuid(),
        mends: false,
        counts: {},
        receiver: '',
        note: '',
        failed: '',
        proof: null,
        photos: [],
      };
      await done(store('drafts').add(fresh));
      return fresh;
    }),
  );
}

/** Keeps what was typed. A draft that was saved as an entry meanwhile does not come back. */
export async function keepDraft(draft: Draft): Promise<void> {
  await surely(() =>
    write(['drafts'], async (store) => {
      const there = (await done(store('drafts').get(draft.stop))) as Draft | undefined;
      if (there && there.id === draft.id) await done(store('drafts').put(draft));
    }),
  );
}

/**
 * Keeps the bytes of a photo, written once and never moved; returns what the draft says of it.
 *
 * @throws PhoneFull
 */
export async function keepPhoto(entry: string, bytes: Blob, kind: Photo['kind']): Promise<Photo> {
  const content = await new Response(bytes).arrayBuffer();
  const hash = await sha256(content);
  try {
    await write(['photos'], (store) => done(store('photos').put(content, photoKey(entry, hash))));
  } catch (error) {
    if (isFull(error)) throw new PhoneFull();
    throw error;
  }
  return { hash, kind, key: uuid(), sent: false };
}

export const photoBytes = (entry: string, hash: string) =>
  one<ArrayBuffer>('photos', photoKey(entry, hash));

export async function dropPhoto(entry: string, hash: string): Promise<void> {
  await write(['photos'], (store) => done(store('photos').delete(photoKey(entry, hash))));
}

/** The programme's moment and day, for a moment of this phone. */
function programmeTime(madeAt: number, clock: Clock | undefined) {
  const shift = clock ? clock.demoSeconds * 1000 : 0;
  const drift = clock ? clock.drift * 1000 : 0;
  const happenedAt = new Date(madeAt + shift).toISOString();
  // WIB is seven hours ahead all year.
  const day = new Date(madeAt + shift - drift + 7 * 3_600_000).toISOString().slice(0, 10);
  return { happenedAt, happenedOn: day };
}

/** It is saved already, in this tab or another one. */
export class SavedBefore extends Error {}

/**
 * Saves a draft as an entry: ends when it is on the disk.
 *
 * @throws SavedBefore
 */
export async function saveEntry(draft: Draft, stop: Stop): Promise<Entry> {
  const madeAt = Date.now();
  const saved = await surely(() =>
    write(['drafts', 'entries', 'meta'], async (store) => {
      const there = (await done(store('drafts').get(draft.stop))) as Draft | undefined;
      if (!there || there.id !== draft.id) throw new SavedBefore();
      const clock = (await done(store('meta').get('clock'))) as Clock | undefined;
      const before = (await done(store('entries').get(draft.id))) as Entry | undefined;
      const sequence = before
        ? before.sequence
        : (((await done(store('meta').get('sequence'))) as number | undefined) || 0) + 1;
      const { mends, ...written } = draft;
      const entry: Entry = {
        ...written,
        sequence,
        state: 'waiting',
        unit: stop.unit.name,
        position: stop.position,
        madeAt: before ? before.madeAt : madeAt,
        drift: clock ? clock.drift : null,
        ...(before
          ? { happenedAt: before.happenedAt, happenedOn: before.happenedOn }
          : programmeTime(madeAt, clock)),
        handover: before ? before.handover : null,
        judged: before ? before.judged : false,
        problem: null,
        leaveKey: null,
        leftAs: null,
      };
      if (mends) await done(store('entries').put(entry));
      else {
        // `add`, not `put`: a draft that two tabs save becomes one entry.
        await done(store('entries').add(entry));
        await done(store('meta').put(sequence, 'sequence'));
      }
      await done(store('drafts').delete(draft.stop));
      return entry;
    }),
  ).catch((error) => {
    throw (error as { name?: string }).name === 'ConstraintError' ? new SavedBefore() : error;
  });
  changed();
  return saved;
}

/** Opens a refused entry again for its stop; what was typed is kept. */
export async function mend(entry: Entry): Promise<void> {
  await surely(() =>
    write(['drafts'], (store) => {
      const { stop, id, counts, receiver, note, failed, proof, photos } = entry;
      const fresh = proof && !proof.made ? { ...proof, key: uuid() } : proof;
      const draft: Draft = {
        stop,
        id,
        mends: true,
        counts,
        receiver,
        note,
        failed,
        proof: fresh,
        photos,
      };
      return done(store('drafts').put(draft));
    }),
  );
}

/** Changes an entry. `arrived`: it is on the server now, which is counted for the office. */
export async function updateEntry(
  id: string,
  change: (entry: Entry) => Entry,
  arrived = false,
): Promise<Entry | undefined> {
  const made = await surely(() =>
    write(['entries', 'meta'], async (store) => {
      const there = (await done(store('entries').get(id))) as Entry | undefined;
      if (!there) return undefined;
      const next = change(there);
      await done(store('entries').put(next));
      if (arrived) {
        const before = ((await done(store('meta').get('arrived'))) as number | undefined) || 0;
        await done(store('meta').put(before + 1, 'arrived'));
      }
      return next;
    }),
  );
  changed();
  return made;
}

/** The entry goes to the office instead of being reported. */
export const leaveToOffice = (id: string) =>
  updateEntry(id, (entry) => ({ ...entry, state: 'waiting', leaveKey: entry.leaveKey || uuid() }));

/** Replaces the stops by what the server says. */
export async function keepStops(stops: Stop[]): Promise<void> {
  await surely(() =>
    write(['stops'], async (store) => {
      await done(store('stops').clear());
      for (const stop of stops) await done(store('stops').put(stop));
    }),
  );
  changed();
}

/** Forgets entries that arrived more than two weeks ago; what is not on the server stays. */
export async function forgetOld(): Promise<void> {
  const before = Date.now() - 14 * 86_400_000;
  await write(['entries'], async (store) => {
    const entries = (await done(store('entries').getAll())) as Entry[];
    for (const entry of entries) {
      const over = entry.state === 'accepted' || entry.state === 'left';
      if (over && entry.madeAt < before) await done(store('entries').delete(entry.id));
    }
  });
}

/** What the phone has to say of its queue. */
export async function queueCounts() {
  const entries = await all<Entry>('entries');
  const unsent = (entry: Entry) => entry.photos.filter((photo) => !photo.sent).length;
  const of = (state: Entry['state']) => entries.filter((entry) => entry.state === state);
  const [sequence, arrived] = await read(['meta'], async (store) => [
    (await done(store('meta').get('sequence'))) as number | undefined,
    (await done(store('meta').get('arrived'))) as number | undefined,
  ]);
  const open = [...of('waiting'), ...of('refused')];
  return {
    sequence: sequence || 0,
    waiting: of('waiting').length,
    refused: of('refused').length,
    arrived: arrived || 0,
    photos: open.reduce((sum, entry) => sum + unsent(entry), 0),
  };
}
