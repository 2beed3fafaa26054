import { useId } from 'react';
import { number } from '../format/numbers.ts';
import { type Rung, rungWord } from '../words/glossary.ts';
import { type Pair, useLang, useText } from '../words/lang.ts';
import css from './LadderBar.module.css';
import { Bar, Hatch, type Ladder, Shares, unmet } from './LadderBar.tsx';

const words = {
  of: [
    (done: string, target: string) => `${done} dari ${target}`,
    (done: string, target: string) => `${done} of ${target}`,
  ],
  unmet: [(n: string) => `${n} belum terpenuhi`, (n: string) => `${n} not yet met`],
  full: ['Sudah ada komitmen untuk semuanya', 'All of it is committed'],
} as const satisfies Record<string, Pair<string | ((...args: string[]) => string)>>;

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

/** The ladder with every rung named and its number; `LadderBar` is the bar for lists. */
export function LadderFull({ ladder }: { ladder: Ladder }) {
  const t = useText();
  const lang = useLang();
  const open = unmet(ladder);
  const order = ['committed', 'dispatched', 'received', 'verified', 'pledged'] as const;
  return (
    <div className={css.full}>
      <div className={css.head}>
        <p>
          <Shares ladder={ladder} />
        </p>
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
