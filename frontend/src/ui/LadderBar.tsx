import { useId } from 'react';
import { number, percent } from '../format/numbers.ts';
import { type Rung, rungWord } from '../words/glossary.ts';
import { type Pair, useLang, useText } from '../words/lang.ts';
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
  of: [
    (done: string, target: string) => `${done} dari ${target}`,
    (done: string, target: string) => `${done} of ${target}`,
  ],
  unmet: [(n: string) => `${n} belum terpenuhi`, (n: string) => `${n} not yet met`],
  full: ['Sudah ada komitmen untuk semuanya', 'All of it is committed'],
} as const satisfies Record<string, Pair<string | ((...args: string[]) => string)>>;

/** What nobody has committed to yet. What is only promised still counts as open. */
export function unmet(ladder: Ladder): number {
  return Math.max(0, ladder.target - ladder.committed);
}

function Hatch({ id }: { id: string }) {
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
function Bar({ ladder, slim }: { ladder: Ladder; slim: boolean }) {
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

function Swatch({ rung }: { rung: Rung }) {
  const hatch = useId();
  if (rung !== 'pledged') {
    return (
      <svg className={css.swatch} aria-hidden="true" focusable="false">
        <rect className={css[rung]} width="100%" height="100%" />
      </svg>
    );
  }
  return (
    <svg className={css.swatch} aria-hidden="true" focusable="false">
      <Hatch id={hatch} />
      <rect width="100%" height="100%" fill={`url(#${hatch})`} />
    </svg>
  );
}

type LadderBarProps = {
  ladder: Ladder;
  /**
   * `full` names every rung with its number; `line` is for rows of tables and lists; `bar` is for
   * where the numbers stand beside it already.
   */
  show?: 'full' | 'line' | 'bar';
};

/** The ladder, the same everywhere: a promise is hatched, never drawn as a delivery. */
export function LadderBar({ ladder, show = 'full' }: LadderBarProps) {
  const t = useText();
  const lang = useLang();
  if (show === 'bar') return <Bar ladder={ladder} slim />;
  const open = unmet(ladder);
  const share = (
    <>
      <strong>{percent(ladder.committed, ladder.target)}</strong> {t(words.met)}
      {ladder.received !== undefined && (
        <span className={css.beside}>
          {percent(ladder.received, ladder.target)} {t(words.received)}
        </span>
      )}
    </>
  );
  if (show === 'line') {
    return (
      <div className={css.line}>
        <Bar ladder={ladder} slim />
        <p className={css.lineWords}>{share}</p>
      </div>
    );
  }
  const order = ['committed', 'dispatched', 'received', 'verified', 'pledged'] as const;
  return (
    <div className={css.full}>
      <div className={css.head}>
        <p>{share}</p>
        <p className={css.open}>{open > 0 ? t(words.unmet)(number(open, lang)) : t(words.full)}</p>
      </div>
      <Bar ladder={ladder} slim={false} />
      <dl className={css.rungs}>
        {order.map((rung) => {
          const packages = ladder[rung];
          if (packages === undefined) return null;
          return (
            <div className={css.rung} key={rung}>
              <dt>
                <Swatch rung={rung} />
                {t(rungWord[rung])}
              </dt>
              <dd>
                {rung === 'committed'
                  ? t(words.of)(number(packages, lang), number(ladder.target, lang))
                  : number(packages, lang)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
