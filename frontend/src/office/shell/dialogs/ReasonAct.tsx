import type { ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Answer } from '../forms/Answer.tsx';
import type { Answered } from '../forms/action.ts';
import { type Opener, useOpen } from './opener.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

type ReasonActProps = Opener & {
  of: Answered;
  title: string;
  look?: 'primary' | 'danger';
  onConfirm: (reason: string, close: () => void) => void;
  children?: ReactNode;
};

/** A button, and the question for the reason that it opens. */
export function ReasonAct(props: ReasonActProps) {
  const { act, label, open: opens, of, title, look, onConfirm, children } = props;
  const { open, show, close } = useOpen(of);
  return (
    <>
      <Button look={opens} label={label} onPress={show}>
        {act}
      </Button>
      {open && (
        <ReasonDialog
          open
          title={title}
          confirm={act}
          look={look ?? 'primary'}
          busy={of.busy}
          reason="required"
          answer={<Answer refusal={of.refusal} failure={of.failure} />}
          onConfirm={(reason) => onConfirm(reason, close)}
          onClose={close}
        >
          {children}
        </ReasonDialog>
      )}
    </>
  );
}
