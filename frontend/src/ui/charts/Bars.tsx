import type { ReactNode } from 'react';
import { names } from '../names.ts';
import css from './Bars.module.css';
import rung from './Ladder.module.css';
import { Hatch, type LadderValues } from './Ladder.tsx';

export type Bar = LadderValues & {
  key: string;
  label: string;
  /** Leads to the rows behind it. */
  href?: string | undefined;
  /** Its number, always printed. */
  figure: string;
  note?: ReactNode;
  /** What the end of the scale stands for on this bar. */
  end: number;
};

type BarsProps = {
  /** Of the chart; unique on the page. */
  id: string;
  bars: readonly Bar[];
  /** What stands at both ends of the scale. */
  scale: readonly [from: string, to: string];
  /** Whether it stands beside something else: then the bars go under their names. */
  narrow?: boolean | undefined;
  /** Whether the end of the scale is all there is; only then may a bar look like a part of it. */
  whole?: boolean;
};

/** Bars under each other, each with its name and its number beside it. */
export function Bars({ id, bars, scale, narrow, whole }: BarsProps) {
  return (
    <div className={narrow ? undefined : css.wide}>
      <div className={css.scale} aria-hidden="true">
        <span>{scale[0]}</span>
        <span>{scale[1]}</span>
      </div>
      <ol className={css.list}>
        {bars.map((bar, index) => {
          const at = (packages: number) => `${Math.min(100, (packages * 100) / bar.end)}%`;
          return (
            <li className={css.bar} key={bar.key}>
              <p className={css.label}>
                {bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}
              </p>
              <svg
                className={names(css.drawn, !whole && css.open)}
                aria-hidden="true"
                focusable="false"
              >
                {index === 0 && <Hatch id={`${id}-hatch`} />}
                {whole && <rect className={css.track} width="100%" height="100%" />}
                {bar.waiting > 0 && (
                  <rect
                    width={at(bar.committed + bar.waiting)}
                    height="100%"
                    fill={`url(#${id}-hatch)`}
                  />
                )}
                <rect className={rung.committed} width={at(bar.committed)} height="100%" />
                <rect className={rung.received} width={at(bar.received)} height="100%" />
              </svg>
              <p className={css.figure}>{bar.figure}</p>
              {bar.note && <p className={css.note}>{bar.note}</p>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
