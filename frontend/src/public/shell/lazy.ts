import { useEffect, useState } from 'react';

/** A part of a page that is loaded when it is first wanted. */
export type Lazy<T> = {
  /** Its file below `src/public`: so the server says which parts are on a page it has written. */
  name: string;
  load: () => Promise<T>;
  /** What was loaded; undefined until it is there. */
  it: T | undefined;
};

/** All parts of the pages that were loaded so far, by name. */
export const parts = new Map<string, Lazy<unknown>>();

/** The parts that were rendered: on the server, those of the page it is writing. */
export const rendered = new Set<string>();

/** The build writes the name: that of the file which is imported. */
export function lazy<T>(file: () => Promise<T>, name = ''): Lazy<T> {
  // Pages may share a part: it is one then, and loaded once.
  const before = parts.get(name);
  if (before) return before as Lazy<T>;
  const part: Lazy<T> = {
    name,
    it: undefined,
    load: async () => {
      part.it = await file();
      return part.it;
    },
  };
  parts.set(name, part);
  return part;
}

/** The part, once it is wanted and there. */
export function useLazy<T>(part: Lazy<T>, wanted: boolean): T | undefined {
  const [, setThere] = useState(part.it !== undefined);
  useEffect(() => {
    if (wanted && !part.it)
      part.load().then(
        () => setThere(true),
        () => undefined,
      );
  }, [wanted, part]);
  if (wanted && part.it) rendered.add(part.name);
  return wanted ? part.it : undefined;
}

/** Whether the page is being hydrated as the server rendered it. */
export const page = { hydrating: false };
