import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Field.tsx';
import { lettersOn, setLetters } from '../../../ui/preferences.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import css from './Help.module.css';

const words = {
  title: ['Tombol pintas', 'Keyboard shortcuts'],
  palette: ['Cari atau buka apa saja', 'Find or open anything'],
  search: ['Ke kotak pencarian halaman ini', 'To the search of this page'],
  rows: ['Ke baris berikutnya, sebelumnya', 'To the next row, the previous one'],
  enter: ['Buka baris itu', 'Open that row'],
  help: ['Tampilkan daftar ini', 'Show this list'],
  letters: ['Pakai tombol pintas tanpa Ctrl', 'Use shortcuts without Ctrl'],
  lettersWhy: [
    'Matikan bila mengganggu, misalnya saat memakai masukan suara. Pilihan ini tersimpan di peramban ini.',
    'Turn them off if they are in the way, for example with speech input. Kept in this browser.',
  ],
  close: ['Tutup', 'Close'],
} as const satisfies Record<string, Pair>;

const keys: readonly (readonly [readonly string[], keyof typeof words])[] = [
  [['Ctrl K', '⌘ K'], 'palette'],
  [['/'], 'search'],
  [['j', 'k'], 'rows'],
  [['Enter'], 'enter'],
  [['?'], 'help'],
];

/** Which keys there are, and the switch for those that are only letters. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = useText();
  const [letters, setOn] = useState(lettersOn);
  return (
    <Dialog title={t(words.title)} open onClose={onClose}>
      <dl className={css.keys}>
        {keys.map(([names, word]) => (
          <div key={word}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(words[word])}</dd>
          </div>
        ))}
      </dl>
      <Choice
        type="checkbox"
        name="letters"
        value="on"
        checked={letters}
        onPick={(on) => {
          setLetters(on);
          setOn(on);
        }}
        label={t(words.letters)}
        hint={t(words.lettersWhy)}
      />
      <div className={css.end}>
        <Button onPress={onClose}>{t(words.close)}</Button>
      </div>
    </Dialog>
  );
}
