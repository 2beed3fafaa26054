import { type ReactNode, useContext } from 'react';
import { type Pair, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { ChangeLang, hrefOf, useField } from './state.ts';

type ButtonProps = {
  children: ReactNode;
  onPress: () => void;
  look?: 'main' | 'plain';
  off?: boolean;
  label?: string;
};

export function Button({ children, onPress, look = 'plain', off, label }: ButtonProps) {
  return (
    <button type="button" className={look} disabled={off} aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}

/** The signal, as far as the courier has to know of it. */
function SignalBar() {
  const t = useText();
  const { signal, who } = useField();
  if (signal === 'closed') return <p className="bar bad">{t(words.closed)}</p>;
  if (who?.over) return <p className="bar warn">{t(words.over)}</p>;
  if (signal === 'offline') return <p className="bar warn">{t(words.offline)}</p>;
  return null;
}

const states = ['waiting', 'refused', 'accepted'] as const;

/** What waits, what was refused, what arrived: always in sight, each on its own. */
export function QueueBar() {
  const t = useText();
  const { entries } = useField();
  const count = (state: (typeof states)[number]) =>
    entries.filter(
      (entry) => entry.state === state || (state === 'accepted' && entry.state === 'left'),
    ).length;
  return (
    <a className="queue" href={hrefOf('antrean')}>
      {states.map((state) => (
        <span key={state} className={count(state) > 0 ? state : ''}>
          <b>{count(state)}</b> {t(words[state])}
        </span>
      ))}
    </a>
  );
}

/** The other language. */
export function Language() {
  const t = useText();
  const change = useContext(ChangeLang);
  return (
    <button type="button" className="language" onClick={change}>
      {t(words.language)}
    </button>
  );
}

type ScreenProps = {
  title: ReactNode;
  aside?: ReactNode;
  /** Where the arrow leads; without one there is none. */
  back?: string;
  /** What stands at the thumb. */
  foot?: ReactNode;
  queue?: boolean;
  children: ReactNode;
};

/** A screen: head, content, the main act at the thumb, the queue. */
export function Screen({ title, aside, back, foot, queue = true, children }: ScreenProps) {
  const t = useText();
  return (
    <>
      <header>
        {back !== undefined && (
          <a className="back" href={back}>
            <span>{t(words.back)}</span>
            <svg viewBox="0 0 12 20" aria-hidden="true">
              <path d="M10 2 2 10l8 8" fill="none" stroke="currentColor" strokeWidth="3" />
            </svg>
          </a>
        )}
        <h1>{title}</h1>
        {aside && <span className="aside">{aside}</span>}
      </header>
      <SignalBar />
      <main>{children}</main>
      <footer>
        {foot && <div className="foot">{foot}</div>}
        {queue && <QueueBar />}
      </footer>
    </>
  );
}

type PickProps = {
  label: ReactNode;
  aside?: ReactNode;
  name: string;
  options: readonly (readonly [value: string, word: Pair])[];
  value: string | undefined;
  onValue: (value: string) => void;
  wide?: boolean;
};

/** One of several large answers. */
export function Pick({ label, aside, name, options, value, onValue, wide }: PickProps) {
  const t = useText();
  return (
    <fieldset>
      <legend>
        {label} {aside && <small>{aside}</small>}
      </legend>
      <div className={wide ? 'picks wide' : 'picks'}>
        {options.map(([each, word]) => (
          <label key={each} className={each === value ? 'pick chosen' : 'pick'}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === value}
              onChange={() => onValue(each)}
            />
            <span>{t(word)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
