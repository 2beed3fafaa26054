import { Button } from '../../../ui/Button.tsx';
import { ActForm, type ActFormProps } from '../forms/ActForm.tsx';
import { Dialog } from './Dialog.tsx';
import { type Opener, useOpen } from './opener.ts';

type ActDialogProps = Opener &
  Omit<ActFormProps, 'onSend' | 'back'> & {
    title: string;
    onSend: (close: () => void) => void;
  };

/** A button, and the form that it opens in front of the page. */
export function ActDialog({ act, label, open: opens, title, onSend, ...form }: ActDialogProps) {
  const { open, show, close } = useOpen(form.of);
  return (
    <>
      <Button look={opens} label={label} onPress={show}>
        {act}
      </Button>
      {open && (
        <Dialog open title={title} onClose={close}>
          <ActForm {...form} onSend={() => onSend(close)} back={close} />
        </Dialog>
      )}
    </>
  );
}
