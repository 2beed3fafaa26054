import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { lettersOn } from '../../../ui/preferences.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import css from './Keys.module.css';
import { actOf, FIELDS, rowAfter } from './keys.ts';

const CTRL_K = 'Ctrl K';

const words = {
  find: ['Cari atau buka…', 'Find or open…'],
} as const satisfies Record<string, Pair>;

const Palette = lazy(() => import('./Palette.tsx').then((each) => ({ default: each.Palette })));
const Help = lazy(() => import('./Help.tsx').then((each) => ({ default: each.Help })));

const OPEN = 'ksbb.palette';

/** Opens the palette from wherever a button for it stands. */
export function FindButton() {
  const t = useText();
  return (
    <button
      type="button"
      className={css.find}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => window.dispatchEvent(new Event(OPEN))}
    >
      <span>{t(words.find)}</span> <kbd>{CTRL_K}</kbd>
    </button>
  );
}

const seen = (element: Element) => element.getClientRects().length > 0;

function focusSearch(): boolean {
  const fields = document.querySelectorAll<HTMLElement>(
    'main [data-search], main input[type="search"]',
  );
  const field = [...fields].find(seen);
  field?.focus();
  return field !== undefined;
}

/** The first thing in a row that leads somewhere or does something. */
const handle = (row: Element) => row.querySelector<HTMLElement>('a[href], button:enabled');

function moveRow(act: 'next' | 'previous') {
  const marked = document.querySelectorAll('main [data-row]');
  const rows = [...(marked.length > 0 ? marked : document.querySelectorAll('main tbody tr'))]
    .filter(seen)
    .filter(handle);
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[rowAfter(current, rows.length, act)];
  if (!row) return;
  handle(row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

export type KeysProps = {
  /** What stands in the menu. */
  pages: readonly { href: string; label: string }[];
  /** The organisations one may act for. */
  memberships: readonly { id: string; name: string }[];
};

/** Listens for the keys of the whole office, and shows what they open. */
export function Keys(props: KeysProps) {
  const [open, setOpen] = useState<'palette' | 'help'>();
  // With the first screen and not after it: a key that is pressed at once is not lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const writing = event.target instanceof Element && event.target.closest(FIELDS) !== null;
      const act = actOf(event, { writing, letters: lettersOn() });
      if (!act) return;
      event.preventDefault();
      if (act === 'palette') setOpen((now) => (now === 'palette' ? undefined : 'palette'));
      else if (act === 'help') setOpen('help');
      else if (act !== 'search') moveRow(act);
      else if (!focusSearch()) setOpen('palette');
    };
    const onOpen = () => setOpen('palette');
    document.addEventListener('keydown', onKey);
    window.addEventListener(OPEN, onOpen);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN, onOpen);
    };
  }, []);
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette {...props} onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <Help onClose={close} />}
    </Suspense>
  );
}
