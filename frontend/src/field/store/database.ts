/**
 * The phone's own database. What a courier is told is saved, is on the disk: `write` ends only when the
 * transaction is complete, with strict durability where the browser knows it (newer ones default to
 * relaxed, older ones are always strict).
 */
export type StoreName = 'meta' | 'stops' | 'drafts' | 'entries' | 'photos';

const NAME = 'ksbb-lapangan';
const VERSION = 1;
const keys: Record<StoreName, string | undefined> = {
  meta: undefined,
  stops: 'id',
  drafts: 'stop',
  entries: 'id',
  // Keyed by entry and hash: `photoKey`.
  photos: undefined,
};

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const name of Object.keys(keys) as StoreName[]) {
        const keyPath = keys[name];
        request.result.createObjectStore(name, keyPath === undefined ? {} : { keyPath });
      }
    };
    request.onsuccess = () => {
      // A newer page in another tab may change the database: this one lets go of it.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

export const database = (): Promise<IDBDatabase> => {
  opened = opened || open();
  return opened;
};

/** The result of one request. */
export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

type Stores = (name: StoreName) => IDBObjectStore;

async function run<T>(
  mode: IDBTransactionMode,
  names: StoreName[],
  work: (store: Stores) => Promise<T>,
): Promise<T> {
  const base = await database();
  const options = { durability: 'strict' } as IDBTransactionOptions;
  const transaction = base.transaction(names, mode, options);
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error || new Error('aborted'));
  });
  let result: T;
  try {
    result = await work((name) => transaction.objectStore(name));
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    // What aborted it says more than what then failed.
    await complete.catch((cause) => {
      throw cause && cause.name !== 'AbortError' ? cause : error;
    });
    throw error;
  }
  await complete;
  return result;
}

/** Reads; `work` may await nothing but requests of its stores. */
export const read = <T>(names: StoreName[], work: (store: Stores) => Promise<T>): Promise<T> =>
  run('readonly', names, work);

/** Writes all of it or nothing, and ends when it is on the disk. */
export const write = <T>(names: StoreName[], work: (store: Stores) => Promise<T>): Promise<T> =>
  run('readwrite', names, work);

export const all = <T>(name: StoreName): Promise<T[]> =>
  read([name], (store) => done(store(name).getAll() as IDBRequest<T[]>));

export const one = <T>(name: StoreName, key: IDBValidKey): Promise<T | undefined> =>
  read([name], (store) => done(store(name).get(key) as IDBRequest<T | undefined>));

const listeners = new Set<() => void>();

/** Calls back after each change that this page has made or was told of by another one. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);
if (channel) channel.onmessage = () => notify();

function notify(): void {
  for (const listener of [...listeners]) listener();
}

/** Something was written: the screens of all tabs read again. */
export function changed(): void {
  notify();
  if (channel) channel.postMessage('changed');
}
