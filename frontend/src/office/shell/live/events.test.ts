import { describe, expect, test } from 'vitest';
import { eventReader, pause } from './events.ts';

describe('a stream of events', () => {
  test('is read wherever it is cut', () => {
    const text = ':\n\nevent: next\ndata: {"a":1}\n\n:\n\nevent: complete\ndata:\n\n';
    const whole = [
      { event: 'next', data: '{"a":1}' },
      { event: 'complete', data: '' },
    ];
    for (let cut = 0; cut <= text.length; cut++) {
      const read = eventReader();
      expect([...read(text.slice(0, cut)), ...read(text.slice(cut))]).toEqual(whole);
    }
  });

  test('may have its data on several lines', () => {
    expect(eventReader()('data: a\ndata: b\n\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
  });

  test('that says nothing yet gives nothing', () => {
    const read = eventReader();
    expect(read(':\n\n')).toEqual([]);
    expect(read('event: next\ndata: 1\n')).toEqual([]);
    expect(read('\n')).toEqual([{ event: 'next', data: '1' }]);
  });
});

test('attempts come less and less often, never all at once', () => {
  expect(pause(0, 0)).toBe(750);
  expect(pause(0, 1)).toBe(1250);
  expect(pause(3, 0.5)).toBe(8000);
  expect(pause(50, 1)).toBe(37_500);
});
