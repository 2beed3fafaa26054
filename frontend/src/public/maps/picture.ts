import { type RefObject, useEffect, useState } from 'react';
import { cachedData } from '../shell/read.ts';

/**
 * A picture that the server draws, as text. On a page that the server has written it stands there
 * already: it is taken from the place where it stands, and not sent a second time. Whoever takes the
 * page over begins with the address that the server had, or another picture would pass for it.
 */
export function usePicture(address: string, place: RefObject<HTMLElement | null>): string {
  const [state, setState] = useState(() => {
    const text = cachedData(address) as string | undefined;
    return { address: text === undefined ? '' : address, text: text ?? '' };
  });
  const [written] = useState(address);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is the same for ever
  useEffect(() => {
    if (state.address === address) return;
    const drawn = state.address === '' && place.current?.innerHTML;
    if (drawn) {
      setState({ address: written, text: drawn });
      if (written === address) return;
    }
    let awaited = true;
    fetch(address, { credentials: 'omit' })
      .then((response) => (response.ok ? response.text() : ''))
      .then(
        (text) => awaited && setState({ address, text }),
        () => undefined,
      );
    return () => {
      awaited = false;
    };
  }, [address]);
  return state.text;
}
