import type { ReactNode } from 'react';
import { distance, number } from '../format/numbers.ts';
import { midSentence, unitKind } from '../words/glossary.ts';
import { type Pair, useLang, useText } from '../words/lang.ts';
import { type Ladder, LadderBar, unmet } from './LadderBar.tsx';
import { names } from './names.ts';
import css from './UnitItem.module.css';

export type UnitSummary = {
  code: string;
  name: string;
  kind: keyof typeof unitKind;
  /** "Kebayoran Lama Utara, Kebayoran Lama, Jakarta Selatan" */
  place: string;
  families: number | null;
  /** Fewer than 5 families: shown as "<5", so that nobody is pointed at. */
  belowThreshold: boolean;
  /** The families are made up for the demo. */
  isExample: boolean;
  /** The needs that are open for pledges now, of the package named beside. */
  ladder: Ladder | null;
  packageName: string | null;
  metres?: number | null | undefined;
};

const words = {
  families: [(n: string) => `${n} KK rentan`, (n: string) => `${n} vulnerable families`],
  unknown: ['jumlah KK belum ada', 'number of families not known'],
  example: ['data contoh', 'example data'],
  open: [
    (n: string, what: string) => `${n} ${what} belum terpenuhi`,
    (n: string, what: string) => `${n} × ${what} not yet met`,
  ],
  full: ['Kebutuhan tahap ini terpenuhi', 'The needs of this phase are met'],
  away: [(far: string) => `jaraknya ${far}`, (far: string) => `${far} away`],
} as const satisfies Record<string, Pair<unknown>>;

type UnitItemProps = {
  unit: UnitSummary;
  href: string;
  /** The position in a ranking; shown where the order is the message. */
  rank?: number;
  action?: ReactNode;
};

/** One unit in a list: what it is, what is still missing, how far the help got. */
export function UnitItem({ unit, href, rank, action }: UnitItemProps) {
  const t = useText();
  const lang = useLang();
  const open = unit.ladder ? unmet(unit.ladder) : 0;
  const facts = [
    unit.kind !== 'RW' && t(unitKind[unit.kind]),
    unit.belowThreshold
      ? t(words.families)('<5')
      : unit.families === null
        ? t(words.unknown)
        : t(words.families)(number(unit.families, lang)),
    typeof unit.metres === 'number' && t(words.away)(distance(unit.metres, lang)),
  ].filter(Boolean);
  return (
    <li className={names(css.item, rank !== undefined && css.ranked)}>
      {rank !== undefined && <span className={css.rank}>{rank}</span>}
      <div className={css.body}>
        <h3 className={css.name}>
          <a href={href}>{unit.name}</a>
        </h3>
        <p className={css.place}>{unit.place}</p>
        <p className={css.facts}>
          {facts.join(' · ')}
          {unit.isExample && <span className={css.example}>{t(words.example)}</span>}
        </p>
      </div>
      <div className={css.figures}>
        {unit.ladder && (
          <>
            <p className={css.open}>
              {open > 0
                ? t(words.open)(number(open, lang), midSentence(unit.packageName ?? ''))
                : t(words.full)}
            </p>
            <LadderBar ladder={unit.ladder} show="line" />
          </>
        )}
      </div>
      {action && <div className={css.action}>{action}</div>}
    </li>
  );
}

export function UnitList({ children }: { children: ReactNode }) {
  return <ul className={css.list}>{children}</ul>;
}
