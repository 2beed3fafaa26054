import { type ChangeEvent, type ReactNode, useId } from 'react';
import css from './Field.module.css';
import { names } from './names.ts';

/** What a control needs so that its label, hint and error belong to it. */
export type ControlProps = {
  id: string;
  className: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was typed; it stands at the control and is read out. */
  error?: ReactNode;
  /** Hides the label from sight where the place makes it plain; it is still read out. */
  labelUnseen?: boolean | undefined;
  children: (control: ControlProps) => ReactNode;
};

export function Field({ label, hint, error, labelUnseen, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = names(hintId, errorId) || undefined;
  return (
    <div className={css.field}>
      <label className={labelUnseen ? 'seen-by-readers-only' : css.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className={css.hint} id={hintId}>
          {hint}
        </p>
      )}
      {children({
        id,
        className: css.control ?? '',
        'aria-describedby': describedBy,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className={css.error} id={errorId} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type ChoiceProps = {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  label: ReactNode;
  hint?: ReactNode;
} & (
  | { checked: boolean; preset?: undefined; onPick: (checked: boolean) => void }
  /** Of a plain form: whether it is picked at first; the browser keeps the rest. */
  | { checked?: undefined; preset: boolean; onPick?: undefined }
);

/** One radio or checkbox with its words; the whole row is the target. */
export function Choice(props: ChoiceProps) {
  const { type, name, value, label, hint, onPick } = props;
  const ticked = onPick
    ? {
        checked: props.checked,
        onChange: (event: ChangeEvent<HTMLInputElement>) => onPick(event.currentTarget.checked),
      }
    : { defaultChecked: props.preset };
  return (
    <label className={css.choice}>
      <input type={type} name={name} value={value} {...ticked} />
      <span>
        <span className={css.choiceLabel}>{label}</span>
        {hint && <span className={css.choiceHint}>{hint}</span>}
      </span>
    </label>
  );
}
