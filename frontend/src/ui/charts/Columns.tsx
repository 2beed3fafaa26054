import { number } from '../../format/numbers.ts';
import { useLang } from '../../words/lang.ts';
import { names } from '../names.ts';
import css from './Columns.module.css';
import rung from './Ladder.module.css';
import { Hatch, LadderKey, type LadderValues, type TwoParts } from './Ladder.tsx';
import { endOf, spaced } from './scale.ts';

export type Column = LadderValues & {
  key: string;
  /** Under the column, where there is room. */
  tick: string;
  /** The tooltip. */
  tooltip: string;
  href?: string | undefined;
};

/** Neighbouring columns that belong together, both ends among them. */
export type Band = { key: string; label: string; from: number; to: number };

type ColumnsProps = {
  /** Of the chart; unique on the page. */
  id: string;
  columns: readonly Column[];
  bands: readonly Band[];
  /**
   * Where the columns are no ladder: `committed` is the filled part, `waiting` the open one, and the
   * number stands on both.
   */
  parts?: TwoParts;
};

const high = 200;
// A line for the phases, and one for the number above the highest column.
const top = 48;

/** Where things stand: shares of the width across, and of the height up to a round number. */
function scaleOf(columns: readonly Column[]) {
  const all = columns.length;
  const end = endOf(Math.max(...columns.map((each) => each.committed + each.waiting)));
  const up = (packages: number) => (packages * high) / end;
  return {
    end,
    up,
    last: all - 1,
    x: (index: number) => `${(index * 100) / all}%`,
    middle: (index: number) => `${((index + 0.5) * 100) / all}%`,
    /** A column from so many packages to so many. */
    bar: (index: number, from: number, to: number) => ({
      x: `${((index + 0.14) * 100) / all}%`,
      width: `${72 / all}%`,
      y: high - up(to),
      height: up(to) - up(from),
    }),
  };
}

type Scale = ReturnType<typeof scaleOf>;
type DrawnProps = ColumnsProps & { scale: Scale };

/**
 * Columns of the ladder in order, on bands. It is drawn in shares of its width, so it fits any; its
 * links are for pointers, and stand in the chart's table for the keyboard.
 */
export function Columns(chart: ColumnsProps) {
  const lang = useLang();
  const { id, columns, parts } = chart;
  const last = columns[columns.length - 1];
  if (!last) return null;
  const drawn = { ...chart, scale: scaleOf(columns) };
  return (
    <>
      <LadderKey id={id} of={last} print={(packages) => number(packages, lang)} parts={parts} />
      <div className={css.frame} aria-hidden="true">
        <svg className={css.columns} height={top + high + 26} aria-hidden="true" focusable="false">
          <Hatch id={`${id}-hatch`} />
          <Bands {...drawn} />
          <svg y={top} width="100%" height={high} className={css.plot} aria-hidden="true">
            <Plot {...drawn} />
            <Values {...drawn} />
          </svg>
          <Ticks {...drawn} />
        </svg>
        <div className={css.links}>
          {columns.map((each) => (
            // biome-ignore lint/a11y/useAnchorContent: for pointers; readers have the table
            <a key={each.key} href={each.href} title={each.tooltip} tabIndex={-1} />
          ))}
        </div>
      </div>
    </>
  );
}

function Bands({ bands, scale }: DrawnProps) {
  return bands.map((band, index) => (
    <g key={band.key}>
      <rect
        className={index % 2 === 0 ? css.band : css.other}
        x={scale.x(band.from)}
        width={scale.x(band.to - band.from + 1)}
        height={top + high}
      />
      <text className={css.phase} x={scale.x(band.from)} dx="6" y="19">
        {band.label}
      </text>
    </g>
  ));
}

/** The columns on their ground. */
function Plot({ id, columns, parts, scale: { end, up, bar } }: DrawnProps) {
  const lang = useLang();
  const lines = [end / 2, end];
  return (
    <>
      {lines.map((value) => (
        <line
          key={value}
          className={css.grid}
          x2="100%"
          y1={high - up(value)}
          y2={high - up(value)}
        />
      ))}
      {columns.map((each, index) => (
        <g key={each.key}>
          {each.waiting > 0 && (
            <rect
              {...bar(index, each.committed, each.committed + each.waiting)}
              fill={parts ? undefined : `url(#${id}-hatch)`}
              className={parts ? rung.open : css.promised}
            />
          )}
          <rect {...bar(index, 0, each.committed)} className={rung.committed} />
          <rect {...bar(index, 0, each.received)} className={rung.received} />
        </g>
      ))}
      {lines.map((value) => (
        <text key={value} className={css.scale} x="6" y={high - up(value) + 16}>
          {number(value, lang)}
        </text>
      ))}
      <line className={css.ground} x2="100%" y1={high} y2={high} />
    </>
  );
}

/** Numbers on the last column of each band, as far as there is room. */
function Values({ columns, bands, parts, scale }: DrawnProps) {
  const lang = useLang();
  const { up, last, x, middle } = scale;
  // It stands on what it counts; on what is promised beyond, only where that is next to nothing.
  const above = (each: Column) =>
    up(each.committed + (parts || up(each.waiting) < 20 ? each.waiting : 0));
  return spaced([...bands.map((band) => band.to), last], columns.length, 6).map((index) => {
    const each = columns[index];
    return (
      each && (
        <text
          key={each.key}
          className={names(css.value, index === last && css.last)}
          x={index === last ? x(index + 1) : middle(index)}
          y={high - above(each) - 6}
        >
          {number(each.committed + (parts ? each.waiting : 0), lang)}
        </text>
      )
    );
  });
}

/** Words under the first column of each band, as far as there is room. */
function Ticks({ columns, bands, scale: { last, x } }: DrawnProps) {
  const starts = [0, ...bands.map((band) => band.from), last];
  return spaced(starts, columns.length, 5).map((index) => (
    <text
      key={columns[index]?.key}
      className={names(css.tick, index === last && css.last)}
      x={index === last ? '100%' : x(index)}
      dx={index === last ? 0 : 6}
      y={top + high + 18}
    >
      {columns[index]?.tick}
    </text>
  ));
}
