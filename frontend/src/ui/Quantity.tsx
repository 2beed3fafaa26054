import { useEffect, useState } from 'react';
import { number } from '../format/numbers.ts';
import { readWhole } from '../format/typed.ts';
import { type Pair, useLang, useText } from '../words/lang.ts';
import { type ControlProps, Field } from './Field.tsx';

const words = {
  notWhole: [
    'Tulis jumlah dengan angka, misalnya 120.',
    'Write the amount in digits, such as 120.',
  ],
} as const satisfies Record<string, Pair>;

type QuantityProps = {
  label: string;
  labelUnseen?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
  /** The digits of a whole number; null while nothing, or nothing of use, is typed. */
  value: string | null;
  onValue: (value: string | null) => void;
};

/**
 * A whole number: packages or rupiah. It is typed freely and grouped when left; a wheel or arrow
 * key never changes it by accident, which is why it is no number input.
 */
export function Quantity({ label, labelUnseen, hint, error, value, onValue }: QuantityProps) {
  const t = useText();
  const lang = useLang();
  const shown = value === null ? '' : number(value, lang);
  const [text, setText] = useState(shown);
  const [typing, setTyping] = useState(false);
  const wrong = text.trim() !== '' && readWhole(text) === null;

  useEffect(() => {
    // A value that came from elsewhere (a proposal, a reset) takes the place of the text.
    if (!typing && !wrong) setText(shown);
  }, [shown, typing, wrong]);

  const control = (props: ControlProps) => (
    <input
      {...props}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      value={text}
      onFocus={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      onInput={(event) => {
        setText(event.currentTarget.value);
        onValue(readWhole(event.currentTarget.value));
      }}
    />
  );
  return (
    <Field
      label={label}
      labelUnseen={labelUnseen}
      hint={hint}
      error={wrong && !typing ? t(words.notWhole) : error}
    >
      {control}
    </Field>
  );
}
