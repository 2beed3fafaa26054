import { useEffect, useState } from 'react';

/** Four decimals are eleven metres: enough to find what is near, no more than is needed. */
const rounded = (degrees: number) => degrees.toFixed(4);

/** Asks the device where it is; `found` gets the place as addresses say it: `-6.2262,106.7812`. */
export function useGeolocation(found: (near: string) => void) {
  // No device is there while the server writes the page.
  const [state, setState] = useState<'none' | 'ready' | 'busy' | 'failed'>('none');
  useEffect(() => setState('geolocation' in navigator ? 'ready' : 'none'), []);
  const find = () => {
    setState('busy');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('ready');
        found(`${rounded(coords.latitude)},${rounded(coords.longitude)}`);
      },
      () => setState('failed'),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  };
  return { state, find };
}

/** The point that an address names. */
export function pointIn(near: string | null) {
  const [latitude, longitude] = (near ?? '').split(',').map(Number);
  return latitude && longitude ? { latitude, longitude } : undefined;
}
