import { type ReactNode, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import { Dialog } from './Dialog.tsx';
import css from './ReasonDialog.module.css';

const words = {
  reason: ['Alasan', 'Reason'],
  reasonHint: ['Dibaca oleh yang bersangkutan.', 'Read by those concerned.'],
  missing: ['Tuliskan alasannya.', 'Write the reason.'],
  back: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

type ReasonDialogProps = {
  title: string;
  open: boolean;
  confirm: string;
  look?: 'primary' | 'danger';
  busy: boolean;
  /** Some steps owe a reason, others may go without. */
  reason: 'required' | 'optional' | 'none';
  /** What the server answered; it stands above the buttons. */
  answer?: ReactNode;
  children?: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
};

/** Asks once before a step that others will notice, with its reason where one is owed. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, open, confirm, look = 'primary', busy, reason, answer, children } = props;
  const t = useText();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <Dialog title={title} open={open} onClose={props.onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === 'required' && !text.trim()) setMissing(true);
          else props.onConfirm(text.trim());
        }}
      >
        {children}
        {reason !== 'none' && (
          <Field
            label={t(words.reason)}
            hint={t(words.reasonHint)}
            error={missing && !text.trim() ? t(words.missing) : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={1000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {answer}
        <div className={css.buttons}>
          <Button onPress={props.onClose}>{t(words.back)}</Button>
          <Button type="submit" look={look} busy={busy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
