import { day, dayOf, days } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { share } from '../../../format/shares.ts';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Chart } from '../../../ui/charts/Chart.tsx';
import { Columns } from '../../../ui/charts/Columns.tsx';
import { shareEnd } from '../../../ui/charts/scale.ts';
import { rungWord } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { to, withQuery } from '../../address.ts';
import { packageNameOf } from '../../units.ts';

export type Day = {
  readonly day: string;
  readonly pledged: number;
  readonly committed: number;
  readonly received: number;
};
export type PhaseRow = {
  readonly phase: {
    readonly number: number;
    readonly startsOn: string;
    readonly endsOn: string;
  };
  readonly package: { readonly per: string };
  readonly times: number;
  readonly pledged: number;
  readonly committed: number;
  readonly reachNeeded: number;
  readonly reachCommitted: number;
  readonly reachReceived: number;
};

const words = {
  byDay: [(what: string) => `${what} dari hari ke hari`, (what: string) => `${what} day by day`],
  grown: [
    (all: string, recent: string, received: string) =>
      `${all} paket menjadi komitmen, ${recent} di antaranya dalam tujuh hari terakhir. Yang sudah diterima: ${received}.`,
    (all: string, recent: string, received: string) =>
      `${all} packages are committed, ${recent} of them in the last seven days. Received so far: ${received}.`,
  ],
  dayUnit: [
    (target: string) =>
      `Paket, jumlah sampai akhir tiap hari (WIB). Kebutuhan seluruh tahap: ${target}.`,
    (target: string) =>
      `Packages up to the end of each day (WIB). Needed in all phases: ${target}.`,
  ],
  day: ['Hari', 'Day'],
  told: [
    (when: string, committed: string, received: string) =>
      `${when}: ${committed} komitmen, ${received} diterima`,
    (when: string, committed: string, received: string) =>
      `${when}: ${committed} committed, ${received} received`,
  ],
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
      `Bagian ${who} yang memerlukan, dengan paket cukup untuk seluruh tahap. Gelap: sudah diterima.`,
    (who: string) =>
      `Share of the ${who} in need with packages for the whole phase. Dark: received already.`,
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

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type Props = {
  code: string;
  area: string | undefined;
  target: number;
  at: string;
  days: readonly Day[];
  phases: readonly PhaseRow[];
  /** All phases of the programme, those that don't ask for the package too. */
  calendar: readonly PhaseRow['phase'][];
};

function ByDay({ code, area, target, at, days: rows, calendar }: Props) {
  const t = useText();
  const lang = useLang();
  const last = rows[rows.length - 1];
  if (!last) return null;
  const before = rows[rows.length - 8];
  const print = (packages: number) => number(packages, lang);
  const href = (of: string) => withQuery(to.day, { pada: of });
  const rowsOf = (of: string) => withQuery(to.rows, { paket: code, wilayah: area, sampai: of });
  const bands = calendar
    .map((phase) => ({
      key: String(phase.number),
      label: t(words.phase)(phase.number),
      from: rows.findIndex((each) => each.day >= phase.startsOn && each.day <= phase.endsOn),
      to: rows.filter((each) => each.day <= phase.endsOn).length - 1,
    }))
    .filter((band) => band.from >= 0);
  return (
    <Chart
      id="per-hari"
      title={t(words.byDay)(t(packageNameOf(code)))}
      summary={t(words.grown)(
        print(last.committed),
        print(last.committed - (before ? before.committed : 0)),
        print(last.received),
      )}
      unit={t(words.dayUnit)(print(target))}
      asOf={at}
      numbers={{
        head: [
          t(words.day),
          capital(t(rungWord.pledged)),
          capital(t(rungWord.committed)),
          capital(t(rungWord.received)),
        ],
        rows: [...rows].reverse().map((each) => ({
          key: each.day,
          cells: [
            <a key="day" href={href(each.day)}>
              {day(each.day, lang)}
            </a>,
            print(each.pledged - each.committed),
            each.committed > 0 ? (
              <a key="rows" href={rowsOf(each.day)}>
                {print(each.committed)}
              </a>
            ) : (
              '0'
            ),
            print(each.received),
          ],
        })),
      }}
    >
      <Columns
        id="per-hari"
        bands={bands}
        columns={rows.map((each) => ({
          key: each.day,
          tick: day(each.day, lang).replace(/ \d{4}$/, ''),
          told: t(words.told)(day(each.day, lang), print(each.committed), print(each.received)),
          href: rowsOf(each.day),
          waiting: each.pledged - each.committed,
          committed: each.committed,
          received: each.received,
        }))}
      />
    </Chart>
  );
}

function ByPhase({ code, area, at, phases }: Props) {
  const t = useText();
  const lang = useLang();
  const today = dayOf(at);
  const current = phases.filter(({ phase }) => phase.startsOn <= today).pop() ?? phases[0];
  if (!current) return null;
  const families = current.package.per === 'FAMILY';
  const who = t(families ? words.family : words.person);
  const print = (value: number) => number(value, lang);
  const waiting = (row: PhaseRow) => (row.pledged - row.committed) / row.times;
  const full = shareEnd(
    Math.max(...phases.map((row) => (row.reachCommitted + waiting(row)) / row.reachNeeded)),
  );
  const rowsOf = (row: PhaseRow) =>
    row.committed > 0
      ? withQuery(to.rows, { paket: code, wilayah: area, tahap: String(row.phase.number) })
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
      numbers={{
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
      }}
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

/** How one package came along: by day, and for how many it is enough in each phase. */
export function Part(props: Props) {
  return (
    <>
      <ByDay {...props} />
      <ByPhase {...props} />
    </>
  );
}
