import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acts } from '../src/office/audit/words.ts';

/** The texts of all files of the backend with this ending. */
function sources(folder: string, ending: string): string {
  const root = new URL(`../../backend/${folder}/`, import.meta.url).pathname;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
}

const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name);

test('every action that the audit records has a name on the screen, and no other has', () => {
  const actions = [
    ...found(sources('ksbb', '.py'), /action: ClassVar\[str\] = "(\w+)"/g),
    ...found(
      sources('db/functions', '.sql'),
      /app\.(?:record_event|event_write)\('\w+',\s*'(\w+)'/g,
    ),
  ];
  expect(Object.keys(acts).sort()).toEqual([...new Set(actions)].sort());
});
