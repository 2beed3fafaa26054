/** What was just done, said for some seconds, with the way back where there is one. */
export type Toast = {
  id: number;
  text: string;
  /** Takes back what was done; answers why not, or nothing when it was done. */
  undo?: { label: string; run: () => Promise<string | undefined>; done: string } | undefined;
};

let toasts: readonly Toast[] = [];
let next = 1;
const watchers = new Set<() => void>();

function become(now: readonly Toast[]) {
  toasts = now;
  for (const each of watchers) each();
}

export function watchToasts(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const toastsNow = () => toasts;

/** Says something. The newest three stay; an older one has been read or is on its page. */
export function say(toast: Omit<Toast, 'id'>): void {
  become([...toasts.slice(-2), { ...toast, id: next++ }]);
}

export function unsay(id: number): void {
  become(toasts.filter((each) => each.id !== id));
}
