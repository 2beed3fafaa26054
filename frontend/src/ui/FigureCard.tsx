import type { ReactNode } from 'react';
import css from './FigureCard.module.css';

type FigureCardProps = {
  /** What is counted, with its rung: "Paket sembako, komitmen". */
  label: ReactNode;
  /** The figure as it is read. */
  figure: string;
  unit?: ReactNode;
  /** What the figure leaves open or is measured against. */
  note?: ReactNode;
  /** Leads to the rows that make the figure up. */
  href?: string | undefined;
  rows?: string | undefined;
};

/** One number that always says what it counts and leads to its rows. */
export function FigureCard({ label, figure, unit, note, href, rows }: FigureCardProps) {
  return (
    <div className={css.card}>
      <p className={css.label}>{label}</p>
      <p className={css.figure}>
        {figure}
        {unit && <span className={css.unit}> {unit}</span>}
      </p>
      {note && <p className={css.note}>{note}</p>}
      {href && rows && (
        <p className={css.rows}>
          <a href={href}>{rows}</a>
        </p>
      )}
    </div>
  );
}

/** Figures side by side, with the moment they all speak of. */
export function FigureRow({ asOf, children }: { asOf: string; children: ReactNode }) {
  return (
    <div>
      <div className={css.row}>{children}</div>
      <p className={css.asOf}>{asOf}</p>
    </div>
  );
}
