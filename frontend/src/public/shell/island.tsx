import { type ComponentType, useEffect, useRef, useState } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { type Lazy, page } from './lazy.ts';

type Part<P> = { Part: ComponentType<P> };

const whenIdle = (run: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(run) : setTimeout(run, 300);

/**
 * A part of a page whose code no first visit waits for: the server has written it, and it stands
 * there as it is. Its code comes once the page is at rest; if it is `keepHtml`, which only shows and
 * does nothing, not before something else is to be shown.
 */
export function Island<P extends object>({
  part,
  keepHtml = false,
  ...props
}: { part: Lazy<Part<P>>; keepHtml?: boolean } & P) {
  const [written] = useState(page.hydrating);
  const [, setThere] = useState(part.it !== undefined);
  const place = useRef<HTMLDivElement>(null);
  const alive = useRef(false);
  const own = props as unknown as P;
  const [first] = useState(own);
  const key = JSON.stringify(own);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` holds all of the properties
  useEffect(() => {
    let wanted = true;
    const show = () =>
      part.load().then(
        ({ Part }) => {
          if (!wanted || !place.current) return;
          if (!written) setThere(true);
          else {
            // What stands there was written with the first properties, not with later ones.
            if (!alive.current) hydrateRoot(place.current, <Part {...first} />);
            if (own !== first) createRoot(place.current).render(<Part {...own} />);
          }
          alive.current = true;
        },
        () => undefined,
      );
    if (written && !alive.current) {
      if (!keepHtml) whenIdle(show);
      // The next time it is another picture.
      alive.current = alive.current || keepHtml;
    } else show();
    return () => {
      wanted = false;
    };
  }, [key]);

  if (written) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, what stands there stays
    return <div ref={place} dangerouslySetInnerHTML={{ __html: '' }} />;
  }
  const Part = part.it?.Part;
  return <div ref={place}>{Part && <Part {...own} />}</div>;
}
