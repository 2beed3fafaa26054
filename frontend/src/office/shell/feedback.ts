/** The name of what is measured: from an act until the page shows that it is under way. */
export const FEEDBACK = 'ksbb.feedback';

/** Measures how long it takes until the next picture, which shows the outcome of an act. */
export function measureFeedback(): void {
  const start = performance.now();
  requestAnimationFrame(() => {
    // A task after the frame: by then it is painted.
    setTimeout(() => performance.measure(FEEDBACK, { start, end: performance.now() }));
  });
}
