import { useEffect, useRef, useState } from 'react';
import { draftOf, keepDraft } from '../store/entries.ts';
import type { Draft } from '../store/types.ts';

/** The draft of a stop; each change is kept on the phone at once, in the order they were made. */
export function useDraft(
  stop: string,
): [Draft | undefined, (change: Partial<Draft>) => Promise<void>] {
  const [draft, setDraft] = useState<Draft>();
  const latest = useRef<Draft>(undefined);
  const writing = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let live = true;
    draftOf(stop).then((found) => {
      if (!live) return;
      latest.current = found;
      setDraft(found);
    });
    return () => {
      live = false;
    };
  }, [stop]);
  const change = (part: Partial<Draft>): Promise<void> => {
    if (!latest.current) return Promise.resolve();
    const next = { ...latest.current, ...part };
    latest.current = next;
    setDraft(next);
    writing.current = writing.current.then(() => keepDraft(next));
    return writing.current;
  };
  return [draft, change];
}
