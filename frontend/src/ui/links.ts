/**
 * Lets one listener follow all links of a document without loading a new page: every link stays a
 * plain link, and opens in a new tab when the reader asks for it.
 *
 * `ours` says which addresses this page can show itself. Returns how to stop.
 */
export function followLinks(
  ours: (address: URL) => boolean,
  go: (href: string) => void,
): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    const href = link?.getAttribute('href');
    if (
      !link ||
      !href ||
      href[0] === '#' ||
      link.hasAttribute('download') ||
      link.hasAttribute('target')
    )
      return;
    // A link in a picture knows nothing of its own address.
    const address = new URL(href, location.href);
    if (address.origin !== location.origin || !ours(address)) return;
    event.preventDefault();
    go(address.pathname + address.search);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
