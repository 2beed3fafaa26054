import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import { Answer } from './Answer.tsx';
import type { Answered } from './action.ts';
import css from './Form.module.css';

const words = {
  back: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

export type ActFormProps = {
  /** The mutation that it sends: its answer stands above the buttons, and what was typed stays. */
  of: Answered;
  why?: string | undefined;
  /** What the button says that sends it. */
  send: string;
  look?: 'primary' | 'danger' | undefined;
  onSend: () => void;
  /** What leaves it without sending: closes it, or leads somewhere. */
  back: (() => void) | string;
  /** Whether it holds tables, which need the width of the page. */
  wide?: boolean;
  children?: ReactNode;
};

/** A form that sends one mutation. */
export function ActForm(props: ActFormProps) {
  const { of, why, send, look = 'primary', onSend, back, wide, children } = props;
  const t = useText();
  return (
    <form
      className={wide ? css.wide : css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {why && <p className={css.why}>{why}</p>}
      {children}
      <Answer refusal={of.refusal} failure={of.failure} />
      <div className={css.buttons}>
        <Button type="submit" look={look} busy={of.busy}>
          {send}
        </Button>
        {typeof back === 'string' ? (
          <Button href={back}>{t(words.back)}</Button>
        ) : (
          <Button onPress={back}>{t(words.back)}</Button>
        )}
      </div>
    </form>
  );
}
