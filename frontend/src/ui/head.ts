import { useEffect } from 'react';
import { brand } from '../brand.tsx';

/** What the page that is shown says of itself in its head. */
export const head = { title: '', description: '', missing: false };

/** Names the browser's tab after the page, and describes it in one sentence. */
export function useTitle(title: string, description = ''): void {
  const whole = title ? `${title} · ${brand.short}` : `${brand.short} ${brand.place[0]}`;
  head.title = whole;
  head.description = description;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}

/** The address leads to nothing. */
export function useMissing(title: string): void {
  useTitle(title);
  head.missing = true;
}
