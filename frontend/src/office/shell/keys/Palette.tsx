import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { type Pair, useText } from '../../../words/lang.ts';
import { useFixed } from './fixed.ts';
import { useFound } from './found.ts';
import { fitting, type Group, type Item } from './items.ts';
import type { KeysProps } from './Keys.tsx';
import css from './Palette.module.css';

const words = {
  title: ['Cari atau buka', 'Find or open'],
  hint: ['Halaman, unit, organisasi, nomor', 'A page, unit, organisation, number'],
  none: ['Tidak ada yang cocok.', 'Nothing matches.'],
  failed: ['Pencarian gagal; halaman tetap dapat dibuka.', 'The search failed; pages still open.'],
} as const satisfies Record<string, Pair>;

type PaletteProps = KeysProps & { onClose: () => void; onHelp: () => void };

/** One field that leads everywhere. */
export function Palette({ onClose, onHelp, ...known }: PaletteProps) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDialogElement>(null);
  const fixed = useFixed(known, onHelp);
  const found = useFound(useDeferredValue(typed));
  const groups = [...fitting(fixed, typed), ...(typed.trim() ? found.groups : [])].filter(
    (group) => group.items.length > 0,
  );
  const options = useOptions(
    groups.flatMap((group) => group.items),
    (item) => {
      box.current?.close();
      item.run();
    },
  );

  // The browser's own: it holds the focus, closes by Escape, and gives the focus back.
  useEffect(() => box.current?.showModal(), []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as any dialog
    <dialog
      ref={box}
      className={css.dialog}
      aria-label={t(words.title)}
      onClose={onClose}
      onClick={(event) => event.target === box.current && box.current.close()}
    >
      <div className={css.inside}>
        <input
          className={css.input}
          role="combobox"
          aria-label={t(words.title)}
          aria-expanded="true"
          aria-controls={options.listId}
          aria-autocomplete="list"
          aria-activedescendant={options.current && options.idOf(options.current)}
          autoComplete="off"
          spellCheck={false}
          placeholder={t(words.hint)}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            options.toFirst();
          }}
          onKeyDown={options.onKeyDown}
        />
        <Options groups={groups} options={options} />
        <p className={css.state} role="status">
          {found.failed ? t(words.failed) : groups.length === 0 && t(words.none)}
        </p>
      </div>
    </dialog>
  );
}

/** Which of the items is the current one; arrow keys move on, Enter chooses it. */
function useOptions(items: readonly Item[], onChoose: (item: Item) => void) {
  const id = useId();
  const [at, setAt] = useState(0);
  const last = items.length - 1;
  const current = Math.min(at, last);
  const idOf = (item: Item) => `${id}-${items.indexOf(item)}`;
  const move = (next: number) => {
    const index = (next + items.length) % items.length;
    setAt(index);
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: Math.min(last, current + 8),
      PageUp: Math.max(0, current - 8),
    };
    const step = steps[event.key];
    const item = items[current];
    if (event.nativeEvent.isComposing || !item) return;
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') onChoose(item);
    else return;
    event.preventDefault();
  };
  return {
    listId: `${id}-list`,
    current: items[current],
    idOf,
    toFirst: () => setAt(0),
    point: (item: Item) => setAt(items.indexOf(item)),
    choose: onChoose,
    onKeyDown,
  };
}

type OptionsProps = { groups: readonly Group[]; options: ReturnType<typeof useOptions> };

function Options({ groups, options }: OptionsProps) {
  const t = useText();
  return (
    <div className={css.list} role="listbox" id={options.listId} aria-label={t(words.title)}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={group.name} className={css.group} role="group" aria-label={group.name}>
          <p className={css.head} aria-hidden="true">
            {group.name}
          </p>
          {group.items.map((item) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses it
            <div
              key={item.id}
              id={options.idOf(item)}
              role="option"
              aria-selected={item === options.current}
              className={css.item}
              onMouseMove={() => options.point(item)}
              onClick={() => options.choose(item)}
            >
              <span>{item.text}</span>
              {item.detail && <span className={css.detail}>{item.detail}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
