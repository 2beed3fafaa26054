import type { ReactNode } from 'react';
import type { Tone } from '../words/glossary.ts';
import css from './Chip.module.css';
import { names } from './names.ts';

/** A word about a thing's state. The colour repeats the word. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={names(css.chip, css[tone])}>{children}</span>;
}

type FilterChipProps = { href: string; on: boolean; children: ReactNode };

/** A filter as a link, so that the address always reproduces the view. */
export function FilterChip({ href, on, children }: FilterChipProps) {
  return (
    <a className={names(css.filter, on && css.on)} href={href} aria-current={on || undefined}>
      {children}
    </a>
  );
}

/** A row of filter chips with what they filter by. */
export function FilterRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css.row} aria-label={label}>
      <span className={css.rowLabel} aria-hidden="true">
        {label}
      </span>
      <div className={css.rowChips}>{children}</div>
    </nav>
  );
}
