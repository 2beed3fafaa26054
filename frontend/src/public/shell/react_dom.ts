import { type ComponentChild, hydrate, render } from 'preact';

/** React's way to start and end, on Preact's core. */
export function createRoot(place: HTMLElement) {
  return {
    render: (what: ComponentChild) => render(what, place),
    unmount: () => render(null, place),
  };
}

/** React's way to take over a page that the server has written, on Preact's core. */
export function hydrateRoot(place: HTMLElement, what: ComponentChild) {
  hydrate(what, place);
}
