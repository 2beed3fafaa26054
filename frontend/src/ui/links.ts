/**
 * Lets one listener follow all links of a document without loading a new page: every link stays a
 * plain link, and opens in a new tab when the reader asks for it.
 *
 * `ours` says which addresses this page can show itself. Returns how to stop.
 */
export function followLinks(
  ours: (link: HTMLAnchorElement) => boolean,
  go: (href: string) => void,
): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    if (!link || link.origin !== location.origin || link.target) return;
    if (link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#')) return;
    if (!ours(link)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
