import type { ReactNode } from 'react';
import css from './Button.module.css';
import { names } from './names.ts';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

type ButtonProps = {
  children: ReactNode;
  look?: Look | undefined;
  /** Fills the line: the one action of a card or of a narrow page. */
  wide?: boolean | undefined;
} & (
  | {
      href: string;
      onPress?: undefined;
      type?: undefined;
      busy?: undefined;
      off?: undefined;
      to?: undefined;
    }
  | {
      href?: undefined;
      onPress?: (() => void) | undefined;
      type?: 'button' | 'submit' | undefined;
      /** Under way: stays focusable and says so, but does not act twice. */
      busy?: boolean | undefined;
      off?: boolean | undefined;
      /** Where a form is sent by this button, if not where its others send it. */
      to?: string | undefined;
    }
) & { label?: string | undefined };

/** The one button: a link where it leads somewhere, a button where it acts. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', wide, label } = props;
  const className = names(css.button, css[look], wide && css.wide);
  if (props.href !== undefined) {
    return (
      <a className={className} href={props.href} aria-label={label}>
        {children}
      </a>
    );
  }
  const { onPress, type = 'button', busy, off, to } = props;
  return (
    <button
      className={className}
      type={type}
      formAction={to}
      disabled={off}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-label={label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}
