/** One event of a stream: its name and its data, as text. */
export type StreamEvent = { event: string; data: string };

/**
 * Takes a stream of Server-Sent Events apart. What is given to it may end anywhere, in the middle
 * of a line too; comments, which keep the line open, give nothing.
 */
export function eventReader(): (text: string) => StreamEvent[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  return (text) => {
    const found: StreamEvent[] = [];
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (event || data.length > 0)
          found.push({ event: event || 'message', data: data.join('\n') });
        event = '';
        data = [];
      } else if (!line.startsWith(':')) {
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'event') event = value;
        if (name === 'data') data.push(value);
      }
    }
    return found;
  };
}

/** How long to wait before the next attempt, in milliseconds: doubled, at most 30 s, some chance. */
export function pause(attempt: number, chance: number = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.75 + chance / 2);
}
