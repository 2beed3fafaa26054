import { day, daysBetween } from '../../format/dates.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { useOffice } from '../shell/viewer.ts';

const words = {
  over: ['lewat', 'overdue'],
  today: ['hari ini', 'today'],
  in: [(n: number) => `${n} hari lagi`, (n: number) => `in ${n} ${n === 1 ? 'day' : 'days'}`],
} as const satisfies Record<string, Pair<unknown>>;

/** How long there is until a day on which something is due. */
export function DaysLeft({ due }: { due: string }) {
  const t = useText();
  const { today } = useOffice();
  const left = daysBetween(today, due);
  const tone = left < 0 ? 'stopped' : left <= 1 ? 'waiting' : 'plain';
  const word = left < 0 ? t(words.over) : left === 0 ? t(words.today) : t(words.in)(left);
  return <Chip tone={tone}>{word}</Chip>;
}

/** A day on which something is due, and how long there is until then. */
export function DueDay({ due }: { due: string }) {
  const lang = useLang();
  return (
    <>
      {day(due, lang)} <DaysLeft due={due} />
    </>
  );
}
