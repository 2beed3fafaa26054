import { done, write } from '../store/database.ts';
import { randomToken } from '../store/random.ts';

const NAME = 'ksbb-lapangan-sender';
const LEASE = 60_000;
const me = typeof crypto === 'undefined' ? '' : randomToken();

type Lease = { owner: string; until: number };
type Locks = {
  request: (
    name: string,
    options: { ifAvailable: boolean },
    work: (lock: unknown) => Promise<void>,
  ) => Promise<void>;
};

/** Takes, or keeps, the lease that stands in for Web Locks in older browsers. */
function lease(until: (now: number) => number): Promise<boolean> {
  return write(['meta'], async (store) => {
    const there = (await done(store('meta').get('lease'))) as Lease | undefined;
    const now = Date.now();
    if (there && there.owner !== me && there.until > now && there.until < now + 2 * LEASE)
      return false;
    await done(store('meta').put({ owner: me, until: until(now) }, 'lease'));
    return true;
  });
}

/** Runs `work` if no other tab is sending; otherwise does nothing. */
export async function asOnlySender(work: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: Locks }).locks;
  if (locks) {
    await locks.request(NAME, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
    return;
  }
  if (!(await lease((now) => now + LEASE))) return;
  const keep = setInterval(() => lease((now) => now + LEASE).catch(() => undefined), LEASE / 3);
  try {
    await work();
  } finally {
    clearInterval(keep);
    await lease(() => 0).catch(() => undefined);
  }
}
