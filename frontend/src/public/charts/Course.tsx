import { dayOf, days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { share } from '../../format/shares.ts';
import { Bars } from '../../ui/charts/Bars.tsx';
import { ByDay, type Day, type PhaseSpan } from '../../ui/charts/ByDay.tsx';
import { Chart, type Numbers } from '../../ui/charts/Chart.tsx';
import { shareEnd } from '../../ui/charts/scale.ts';
import { capital } from '../../words/capital.ts';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';

export type PhaseRow = {
  readonly phase: PhaseSpan;
  readonly package: { readonly per: string };
  readonly times: number;
  readonly pledged: number;
  readonly committed: number;
  readonly reachNeeded: number;
  readonly reachCommitted: number;
  readonly reachReceived: number;
};

const words = {
  families: ['KK yang terjangkau, tahap demi tahap', 'Families reached, phase by phase'],
  people: ['Orang yang terjangkau, tahap demi tahap', 'People reached, phase by phase'],
  family: ['KK', 'families'],
  person: ['orang', 'people'],
  enough: [
    (n: number, committed: string, needed: string, who: string, left: string) =>
      `Untuk tahap ${n}, paket yang menjadi komitmen cukup bagi ${committed} dari ${needed} ${who}; ${left} ${who} belum terjangkau.`,
    (n: number, committed: string, needed: string, who: string, left: string) =>
      `For phase ${n} the committed packages are enough for ${committed} of ${needed} ${who}; ${left} are not reached yet.`,
  ],
  reachUnit: [
    (who: string) =>
      `Bagian ${who} yang memerlukan, dengan paket cukup untuk seluruh tahap; di ujung kirinya yang sudah diterima.`,
    (who: string) =>
      `Share of the ${who} in need with packages for the whole phase; at the left end what was received.`,
  ],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  of: [
    (part: string, whole: string, who: string) => `${part} dari ${whole} ${who}`,
    (part: string, whole: string, who: string) => `${part} of ${whole} ${who}`,
  ],
  phaseHead: ['Tahap', 'Phase'],
  needed: ['Memerlukan', 'In need'],
  left: ['Belum terjangkau', 'Not reached yet'],
} as const satisfies Record<string, Pair<unknown>>;

type Props = {
  code: string;
  area: string | undefined;
  target: number;
  at: string;
  days: readonly Day[];
  phases: readonly PhaseRow[];
  /** All phases of the programme, those that don't ask for the package too. */
  calendar: readonly PhaseSpan[];
};

/** What is promised beyond the commitments, in families or people for the whole phase. */
const waiting = (row: PhaseRow) => (row.pledged - row.committed) / row.times;

function ByPhase({ code, area, at, phases }: Props) {
  const t = useText();
  const lang = useLang();
  const today = dayOf(at);
  const current = phases.filter(({ phase }) => phase.startsOn <= today).pop() ?? phases[0];
  const families = current?.package.per === 'FAMILY';
  const who = t(families ? words.family : words.person);
  const numbers = usePhaseNumbers(phases, who);
  if (!current) return null;
  const print = (value: number) => number(value, lang);
  const full = shareEnd(
    Math.max(...phases.map((row) => (row.reachCommitted + waiting(row)) / row.reachNeeded)),
  );
  const rowsOf = (row: PhaseRow) =>
    row.committed > 0
      ? withQuery(to.recapRows, { paket: code, wilayah: area, tahap: String(row.phase.number) })
      : undefined;
  return (
    <Chart
      id="per-tahap"
      title={t(families ? words.families : words.people)}
      summary={t(words.enough)(
        current.phase.number,
        print(current.reachCommitted),
        print(current.reachNeeded),
        who,
        print(current.reachNeeded - current.reachCommitted),
      )}
      unit={t(words.reachUnit)(who)}
      asOf={at}
      numbers={numbers}
    >
      <Bars
        id="per-tahap"
        whole={full === 100}
        scale={['0%', `${full}%`]}
        bars={phases.map((row) => ({
          key: String(row.phase.number),
          label: `${t(words.phase)(row.phase.number)} · ${days(row.phase.startsOn, row.phase.endsOn, lang)}`,
          href: rowsOf(row),
          figure: share(row.reachCommitted, row.reachNeeded, lang),
          note: t(words.of)(print(row.reachCommitted), print(row.reachNeeded), who),
          end: (row.reachNeeded * full) / 100,
          waiting: waiting(row),
          committed: row.reachCommitted,
          received: row.reachReceived,
        }))}
      />
    </Chart>
  );
}

/** `who` is reached: families or people. */
function usePhaseNumbers(phases: readonly PhaseRow[], who: string): Numbers {
  const t = useText();
  const lang = useLang();
  const print = (value: number) => number(value, lang);
  return {
    head: [
      t(words.phaseHead),
      `${t(words.needed)} (${who})`,
      capital(t(rungWord.committed)),
      capital(t(rungWord.received)),
      t(words.left),
    ],
    rows: phases.map((row) => ({
      key: String(row.phase.number),
      cells: [
        t(words.phase)(row.phase.number),
        print(row.reachNeeded),
        print(row.reachCommitted),
        print(row.reachReceived),
        print(row.reachNeeded - row.reachCommitted),
      ],
    })),
  };
}

/** How one package came along: by day, and for how many it is enough in each phase. */
export function Part(props: Props) {
  const { code, area, target, at, days: rows, calendar } = props;
  const t = useText();
  return (
    <>
      <ByDay
        id="per-hari"
        what={t(packageNameOf(code))}
        days={rows}
        phases={calendar}
        asOf={at}
        target={target}
        rowsOf={(day) => withQuery(to.recapRows, { paket: code, wilayah: area, sampai: day })}
        pageOf={(day) => withQuery(to.recap, { pada: day })}
      />
      <ByPhase {...props} />
    </>
  );
}
