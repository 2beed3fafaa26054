import { number } from '../../format/numbers.ts';
import { useLang } from '../../words/lang.ts';
import css from './Squares.module.css';
import { cells } from './scale.ts';

export type Step = {
  key: string;
  label: string;
  count: number;
  share: string;
  /** Which colour of the gap scale it has. */
  gap: 0 | 1 | 2 | 3 | 4 | 5;
  href?: string | undefined;
};

type SquaresProps = {
  /** Of the chart; unique on the page. */
  id: string;
  /** In the order in which they are drawn. */
  steps: readonly Step[];
};

/** As many things as are drawn one by one; beyond, a square stands for several. */
const most = 6000;

/** How many things one square stands for. */
export function perSquare(steps: readonly Step[]): number {
  const all = steps.reduce((sum, step) => sum + step.count, 0);
  return [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => all / each <= most) ?? 1000;
}

/** A square for each thing, step by step, so that few among many are still seen. */
export function Squares({ id, steps }: SquaresProps) {
  const lang = useLang();
  const per = perSquare(steps);
  const drawn = steps.map((step) => Math.ceil(step.count / per));
  const all = drawn.reduce((sum, count) => sum + count, 0);
  const high = Math.max(4, Math.round(Math.sqrt(all / 2.6)));
  const wide = Math.max(1, Math.ceil(all / high));
  let from = 0;
  return (
    <div className={css.squares}>
      <div className={css.ground}>
        <svg
          className={css.drawn}
          viewBox={`0 0 ${wide} ${high}`}
          aria-hidden="true"
          focusable="false"
        >
          <pattern id={`${id}-grid`} width="1" height="1" patternUnits="userSpaceOnUse">
            <path className={css.grid} d="M0 0H1M0 0V1" />
          </pattern>
          {steps.map((step, index) => {
            const to = from + (drawn[index] ?? 0);
            const outline = cells(from, to, high);
            from = to;
            return <path key={step.key} className={css[`gap${step.gap}`]} d={outline} />;
          })}
          <rect fill={`url(#${id}-grid)`} width={wide} height={high} />
        </svg>
      </div>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step.key}>
            <svg className={css.swatch} aria-hidden="true" focusable="false">
              <rect className={css[`gap${step.gap}`]} width="100%" height="100%" />
            </svg>
            <span className={css.label}>
              {step.href && step.count > 0 ? <a href={step.href}>{step.label}</a> : step.label}
            </span>
            <strong>{number(step.count, lang)}</strong>
            <span className={css.share}>{step.share}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
