import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Ladder, LadderBar } from '../../ui/LadderBar.tsx';
import type { StateWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';

const words = {
  state: ['Keadaan', 'State'],
  progress: ['Capaian', 'Progress'],
} as const satisfies Record<string, Pair>;

type StateChipProps = { states: Record<string, StateWord>; state: string };

/** A thing's state by its word. */
export function StateChip({ states, state }: StateChipProps) {
  const t = useText();
  const word = states[state];
  return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : state;
}

/** Columns that many tables have, with rows of one type. */
export function useColumns<Row>() {
  const t = useText();
  const lang = useLang();
  return {
    /** A count; where `rows` gives an address, the count opens the rows behind it. */
    count: (
      name: string,
      head: string,
      of: (row: Row) => number,
      rows?: (row: Row) => string | undefined,
    ) => ({
      name,
      head,
      figures: true,
      cell: (row: Row) => {
        const href = rows?.(row);
        const count = number(of(row), lang);
        return href ? <a href={href}>{count}</a> : count;
      },
    }),
    state: (states: Record<string, StateWord>, of: (row: Row) => string) => ({
      name: 'state',
      head: t(words.state),
      cell: (row: Row) => <StateChip states={states} state={of(row)} />,
    }),
    /** How far a need is met, as a line. */
    progress: (of: (row: Row) => Ladder | undefined, head: string = t(words.progress)) => ({
      name: 'progress',
      head,
      cell: (row: Row) => {
        const ladder = of(row);
        return ladder ? <LadderBar show="line" ladder={ladder} /> : '–';
      },
    }),
  };
}
