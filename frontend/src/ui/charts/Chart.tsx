import type { ReactNode } from 'react';
import { type Moment, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import css from './Chart.module.css';

const words = {
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  numbers: ['Angka dalam tabel', 'The numbers as a table'],
  source: [
    'Sumber: KSBB, dihitung dari baris-baris komitmen.',
    'Source: KSBB, counted from the commitments row by row.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The numbers of a chart, as they were drawn. The first cell of a row names it. */
export type Numbers = {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

/** A count among the numbers: it opens its rows, where there are any. */
export const linked = (count: number, rows: string, lang: Lang): ReactNode =>
  count > 0 ? (
    <a key="rows" href={rows}>
      {number(count, lang)}
    </a>
  ) : (
    '0'
  );

type ChartProps = {
  /** Unique on the page; links lead there. */
  id: string;
  /** What the finding is about. */
  title: string;
  /** The finding in one sentence: it says what the picture shows, also to whom can't see it. */
  summary: ReactNode;
  /** What is measured, in what. */
  unit: string;
  /** The moment for which it holds, as GraphQL writes it. */
  asOf: Moment;
  /** Where the figures come from, if not from the commitments. */
  source?: string;
  numbers: Numbers;
  children: ReactNode;
};

/** A picture of figures: never without its sentence, its source and its numbers. */
export function Chart(props: ChartProps) {
  const { id, title, summary, unit, asOf, source, numbers, children } = props;
  const t = useText();
  const lang = useLang();
  return (
    <figure className={css.chart} id={id} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <p className={css.summary}>{summary}</p>
        <p className={css.unit}>{unit}</p>
      </figcaption>
      {children}
      <p className={css.source}>
        {t(words.asOf)(moment(asOf, lang))} {source ?? t(words.source)}
      </p>
      <details className={css.details}>
        <summary>{t(words.numbers)}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <section className={css.scroll} tabIndex={0} aria-labelledby={`${id}-title`}>
          <table className={css.table}>
            <thead>
              <tr>
                {numbers.head.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbers.rows.map(({ key, cells: [name, ...cells] }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
