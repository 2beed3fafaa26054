import type { ReactNode } from 'react';
import { Field } from '../../../ui/Field.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import css from './DeliveryWindow.module.css';

/** First and last day of the delivery, as the browser writes dates; empty where open. */
export type Days = { from: string; until: string };

const words = {
  when: ['Kapan diantar', 'When it is delivered'],
  from: ['Dari', 'From'],
  until: ['Sampai', 'Until'],
} as const satisfies Record<string, Pair>;

type DeliveryWindowProps = {
  days: Days;
  onDays: (days: Days) => void;
  /** What else is said about the delivery. */
  children?: ReactNode;
};

export function DeliveryWindow({ days, onDays, children }: DeliveryWindowProps) {
  const t = useText();
  return (
    <Section title={t(words.when)}>
      <div className={css.dates}>
        <Field label={t(words.from)}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={days.from}
              max={days.until || undefined}
              onChange={(event) => onDays({ ...days, from: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t(words.until)}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={days.until}
              min={days.from || undefined}
              onChange={(event) => onDays({ ...days, until: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      {children}
    </Section>
  );
}
