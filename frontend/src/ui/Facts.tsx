import type { ReactNode } from 'react';
import css from './Facts.module.css';
import { names } from './names.ts';

/** What is known about a thing, label beside value. */
export function Facts({
  items,
}: {
  items: readonly (readonly [label: string, value: ReactNode])[];
}) {
  return (
    <dl className={css.facts}>
      {items.map(([label, value]) => (
        <div className={css.fact} key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Step = {
  key: string;
  what: ReactNode;
  /** When it took effect, as it is read. */
  when: string | undefined;
  note?: ReactNode;
  /** Steps still to come are drawn hollow. */
  done: boolean;
};

/** What happened to a thing, in order, and what is still to come. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className={css.timeline}>
      {steps.map((step) => (
        <li className={names(css.step, step.done && css.done)} key={step.key}>
          <p className={css.what}>{step.what}</p>
          {step.when && <p className={css.when}>{step.when}</p>}
          {step.note && <div className={css.note}>{step.note}</div>}
        </li>
      ))}
    </ol>
  );
}
