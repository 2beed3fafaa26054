import { useEffect } from 'react';

/** On a narrow screen the menu scrolls sideways: the entry of this path is brought into sight. */
export function useMenuInSight(path: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path says which entry is current
  useEffect(() => {
    const entry = document.querySelector('header nav [aria-current]');
    const rail = entry?.closest('nav');
    if (!entry || !rail) return;
    const box = entry.getBoundingClientRect();
    rail.scrollLeft += box.left + box.width / 2 - rail.clientWidth / 2;
  }, [path]);
}
