import { useState } from 'react';
import type { Answered } from '../forms/action.ts';

/** The button that opens a dialog. */
export type Opener = {
  /** The word on the button that opens it. */
  act: string;
  /** What the button is called where others beside it have the same word. */
  label?: string | undefined;
  open?: 'primary' | 'plain' | 'quiet';
};

/** Whether a dialog is open; closing it takes away what was answered. */
export function useOpen(of: Answered) {
  const [open, setOpen] = useState(false);
  return {
    open,
    show: () => setOpen(true),
    close: () => {
      of.clear();
      setOpen(false);
    },
  };
}
