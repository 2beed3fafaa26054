import { Field } from '../../../ui/Field.tsx';

type TextFieldProps = {
  label: string;
  hint?: string | undefined;
  type?: 'text' | 'date' | 'time' | 'tel';
  value: string;
  onValue: (value: string) => void;
  required?: boolean;
  maxLength?: number;
  min?: string | undefined;
  max?: string | undefined;
};

/** One line, a day or a time of day. */
export function TextField(props: TextFieldProps) {
  const { label, hint, type = 'text', value, onValue, required, maxLength, min, max } = props;
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type={type}
          autoComplete="off"
          required={required}
          maxLength={maxLength}
          min={min}
          max={max}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
