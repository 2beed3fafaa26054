import { number, percent } from '../format/numbers.ts';
import { type Pair, useLang, useText } from '../words/lang.ts';
import css from './GapScale.module.css';

/** What colours go by, as addresses say it: the packages that are missing, or their share of the need. */
export type Measure = 'paket' | 'bagian';

/** For whom one package is. */
export type Per = 'FAMILY' | 'PERSON';

/** What is coloured: kelurahan, or single RWs and institutions. */
export type Ground = 'area' | 'unit';

/** A measure with its published breaks: in packages, or in per cent of the target. */
export type Scale = { measure: Measure; breaks: readonly number[] };

/** 0 where all is met, 1..5 up the scale, null where there is nothing to measure. */
export type Step = 0 | 1 | 2 | 3 | 4 | 5 | null;

// The map of kelurahan that the server draws has the same (backend/ksbb/web/maps/drawing.py). Decision
// 0150 says why they are these; a kelurahan has some ten RWs.
const shares = [20, 40, 60, 80];
const packages = { FAMILY: 150, PERSON: 400 };
const unitsOf = { area: 10, unit: 1 };

export function scaleOf(measure: Measure, per: Per, ground: Ground): Scale {
  const each = packages[per] * unitsOf[ground];
  const breaks = measure === 'bagian' ? shares : [1, 2, 3, 4].map((times) => times * each);
  return { measure, breaks };
}

export function gapStep(open: number, target: number, { measure, breaks }: Scale): Step {
  if (target <= 0) return null;
  if (open <= 0) return 0;
  const found = measure === 'bagian' ? (open * 100) / target : open;
  return (1 + breaks.filter((each) => found >= each).length) as Step;
}

const words = {
  none: ['semua terpenuhi', 'all met'],
  below: [(to: string) => `di bawah ${to}`, (to: string) => `below ${to}`],
  over: [(from: string) => `${from} ke atas`, (from: string) => `${from} and above`],
  noData: ['tanpa data', 'no data'],
} as const satisfies Record<string, Pair<unknown>>;

function Square({ step }: { step: Step }) {
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

/** One place's gap: a square of the scale and always its share in words. */
export function Gap({ open, target, scale }: { open: number; target: number; scale: Scale }) {
  const t = useText();
  const step = gapStep(open, target, scale);
  return (
    <span className={css.gap}>
      <Square step={step} />
      {step === null ? t(words.noData) : percent(open, target)}
    </span>
  );
}

type GapScaleProps = {
  title: string;
  scale: Scale;
  /** Whether it says the five steps alone, beside another scale that says the rest. */
  short?: boolean;
};

/** The key of a scale. */
export function GapScale({ title, scale: { measure, breaks }, short = false }: GapScaleProps) {
  const t = useText();
  const lang = useLang();
  const share = measure === 'bagian';
  const print = (value: number) => (share ? `${value}%` : number(value, lang));
  const steps = [0, ...breaks].map((from, at): { step: Step; label: string } => {
    const to = breaks[at];
    if (to === undefined) return { step: 5, label: t(words.over)(print(from)) };
    if (from === 0) return { step: 1, label: t(words.below)(print(to)) };
    // Shares go on without a hole, packages can be counted.
    const label = share ? `${from}–${to}%` : `${print(from)}–${print(to - 1)}`;
    return { step: (at + 1) as Step, label };
  });
  const all = short
    ? steps
    : [
        { step: 0 as const, label: t(words.none) },
        ...steps,
        { step: null, label: t(words.noData) },
      ];
  return (
    <div className={css.scale}>
      <p className={css.title}>{title}</p>
      <ul className={css.steps}>
        {all.map(({ step, label }) => (
          <li key={label}>
            <Square step={step} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
