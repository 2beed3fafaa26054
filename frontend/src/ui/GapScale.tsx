import { percent } from '../format/numbers.ts';
import { type Pair, useText } from '../words/lang.ts';
import css from './GapScale.module.css';

/** The published breaks: the share of the target that nobody has committed to, in per cent. */
export const gapBreaks = [0, 20, 40, 60, 80] as const;

const words = {
  title: ['Belum terpenuhi', 'Not yet met'],
  none: ['semua terpenuhi', 'all met'],
  upTo: [
    (from: number, to: number) => (from === 0 ? `di bawah ${to}%` : `${from}–${to}%`),
    (from: number, to: number) => (from === 0 ? `below ${to}%` : `${from}–${to}%`),
  ],
  over: [(from: number) => `${from}% ke atas`, (from: number) => `${from}% and above`],
  noData: ['tanpa data', 'no data'],
} as const satisfies Record<string, Pair<unknown>>;

/** 0 where all is met, 1..5 up the scale, null where there is nothing to measure. */
export function gapStep(open: number, target: number): 0 | 1 | 2 | 3 | 4 | 5 | null {
  if (target <= 0) return null;
  if (open <= 0) return 0;
  const share = (open * 100) / target;
  return share < 20 ? 1 : share < 40 ? 2 : share < 60 ? 3 : share < 80 ? 4 : 5;
}

function Square({ step }: { step: ReturnType<typeof gapStep> }) {
  return (
    <svg className={css.square} aria-hidden="true" focusable="false">
      {step === null ? (
        <path className={css.noData} d="M0 12L12 0M-3 3L3 -3M9 15L15 9" />
      ) : (
        <rect className={css[`gap${step}`]} width="100%" height="100%" />
      )}
    </svg>
  );
}

/** One place's gap: a square of the scale and always the number in words. */
export function Gap({ open, target }: { open: number; target: number }) {
  const t = useText();
  const step = gapStep(open, target);
  return (
    <span className={css.gap}>
      <Square step={step} />
      {step === null ? t(words.noData) : percent(open, target)}
    </span>
  );
}

/** The key of the scale. */
export function GapScale() {
  const t = useText();
  const steps = [
    { step: 0 as const, label: t(words.none) },
    { step: 1 as const, label: t(words.upTo)(0, 20) },
    { step: 2 as const, label: t(words.upTo)(20, 40) },
    { step: 3 as const, label: t(words.upTo)(40, 60) },
    { step: 4 as const, label: t(words.upTo)(60, 80) },
    { step: 5 as const, label: t(words.over)(80) },
    { step: null, label: t(words.noData) },
  ];
  return (
    <div className={css.scale}>
      <p className={css.title}>{t(words.title)}</p>
      <ul className={css.steps}>
        {steps.map(({ step, label }) => (
          <li key={label}>
            <Square step={step} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
