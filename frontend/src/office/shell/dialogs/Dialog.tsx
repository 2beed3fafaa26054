import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import css from './Dialog.module.css';

type DialogProps = {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** One question in front of the page. Focus stays inside; Escape and a press outside close it. */
export function Dialog({ open, ...dialog }: DialogProps) {
  return open ? <OpenDialog {...dialog} /> : null;
}

function OpenDialog({ title, onClose, children }: Omit<DialogProps, 'open'>) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // The browser keeps the focus inside, and gives it back if the dialog is closed before it goes.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as any dialog
    <dialog
      ref={box}
      className={css.dialog}
      aria-labelledby={heading}
      onClose={() => {
        // Not when the page itself has taken it away.
        if (box.current) onClose();
      }}
      onClick={(event) => {
        // The dialog itself is pressed only outside of what it holds.
        if (event.target === box.current) box.current.close();
      }}
    >
      <div className={css.content}>
        <h2 id={heading} className={css.title}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
