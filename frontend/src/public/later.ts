import { useEffect, useState } from 'react';

/** A part of a page that is loaded when it is first wanted; undefined until it is there. */
export function useLater<T>(load: () => Promise<T>, wanted: boolean): T | undefined {
  const [part, setPart] = useState<{ it: T }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` names a file, which never changes
  useEffect(() => {
    if (wanted && !part) load().then((it) => setPart({ it }));
  }, [wanted]);
  return part?.it;
}
