import { useId } from 'react';
import { percent } from '../format/numbers.ts';
import { type Pair, useText } from '../words/lang.ts';
import css from './LadderBar.module.css';
import { names } from './names.ts';

/**
 * Packages of one need, or a sum of needs, at each rung. The rungs from `committed` up are
 * cumulative: what was received is also among what was committed. `pledged` is only what still
 * waits for confirmation, so it stands beside the others and is never part of them.
 */
export type Ladder = {
  target: number;
  pledged: number;
  committed: number;
  /** The rungs beyond are left out where they are not counted: unknown is not none. */
  dispatched?: number;
  received?: number;
  verified?: number;
};

const words = {
  met: ['terpenuhi', 'met'],
  received: ['diterima', 'received'],
} as const satisfies Record<string, Pair>;

/** What nobody has committed to yet. What is only promised still counts as open. */
export function unmet(ladder: Ladder): number {
  return Math.max(0, ladder.target - ladder.committed);
}

export function Hatch({ id }: { id: string }) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect className={css.hatch} width="2" height="6" />
    </pattern>
  );
}

/** The bar alone; the words beside it say the same. */
export function Bar({ ladder, slim }: { ladder: Ladder; slim: boolean }) {
  const hatch = useId();
  const whole = Math.max(ladder.target, ladder.committed + ladder.pledged, 1);
  const at = (value: number) => `${(value * 100) / whole}%`;
  const filled = ['committed', 'dispatched', 'received', 'verified'] as const;
  return (
    <svg className={names(css.bar, slim && css.slim)} aria-hidden="true" focusable="false">
      <Hatch id={hatch} />
      <rect className={css.track} width="100%" height="100%" />
      {ladder.pledged > 0 && (
        <rect
          x={at(ladder.committed)}
          width={at(ladder.pledged)}
          height="100%"
          fill={`url(#${hatch})`}
        />
      )}
      {filled.map(
        (rung) =>
          (ladder[rung] ?? 0) > 0 && (
            <rect key={rung} className={css[rung]} width={at(ladder[rung] ?? 0)} height="100%" />
          ),
      )}
    </svg>
  );
}

type LadderBarProps = {
  ladder: Ladder;
  /** `line` is for rows of tables and lists; `bar` is for where the numbers stand beside it. */
  show: 'line' | 'bar';
};

/** What is met, and beside it what was received. */
export function Shares({ ladder }: { ladder: Ladder }) {
  const t = useText();
  return (
    <>
      <strong>{percent(ladder.committed, ladder.target)}</strong> {t(words.met)}
      {ladder.received !== undefined && (
        <span className={css.beside}>
          {percent(ladder.received, ladder.target)} {t(words.received)}
        </span>
      )}
    </>
  );
}

/**
 * The ladder, the same everywhere: a promise is hatched, never drawn as a delivery. `LadderFull`
 * names every rung with its number.
 */
export function LadderBar({ ladder, show }: LadderBarProps) {
  if (show === 'bar') return <Bar ladder={ladder} slim />;
  return (
    <div className={css.line}>
      <Bar ladder={ladder} slim />
      <p className={css.lineWords}>
        <Shares ladder={ladder} />
      </p>
    </div>
  );
}
