import { type ComponentChild, render } from 'preact';

/** React's way to start and end, on Preact's core. */
export function createRoot(place: HTMLElement) {
  return {
    render: (what: ComponentChild) => render(what, place),
    unmount: () => render(null, place),
  };
}
