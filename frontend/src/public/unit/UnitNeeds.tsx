import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { LadderFull } from '../../ui/LadderFull.tsx';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { midSentence, unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { UnitNeeds_unit$data } from '../__generated__/UnitNeeds_unit.graphql.ts';
import { ladderOf, packageNameOf } from '../shared/units.ts';
import { type Fragment, graphql } from '../shell/read.ts';
import css from './Unit.module.css';

graphql`
  fragment UnitNeeds_unit on Unit {
    kind
    families
    belowThreshold
    needs {
      id
      target
      held
      committed
      received
      receivedByUnit
      remaining
      open
      package {
        code
      }
      phase {
        id
        number
        startsOn
        endsOn
      }
      urgency {
        rank
        of
      }
    }
  }
`;

const words = {
  needs: ['Kebutuhan', 'Needs'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  now: ['berjalan', 'current'],
  closed: ['ditutup', 'closed'],
  noNeeds: ['Kebutuhan unit ini belum diumumkan', 'The needs of this unit are not published yet'],
  noNeedsWhy: [
    'Pemprov mengumumkan kebutuhan per tahap setelah data kerentanan diperiksa.',
    'The provincial government publishes needs by phase once the data are checked.',
  ],
  proven: [(by: string) => `Diterima: ${by}.`, (by: string) => `Received: ${by}.`],
  deliveries: ['Lihat kirimannya', 'See the deliveries'],
  rank: ['Mengapa urutan ini', 'Why this rank'],
  rankIs: [
    (place: string, of: string, what: string, kind: string) =>
      `Urutan ${place} dari ${of} unit jenis ${kind} pada tahap ini, menurut jumlah ${what} yang belum dijanjikan siapa pun.`,
    (place: string, of: string, what: string, kind: string) =>
      `Number ${place} of ${of} units of the kind ${kind} in this phase, by the ${what}s that nobody has promised yet.`,
  ],
  rankFacts: [
    (families: string, committed: string, held: string, left: string) =>
      `${families} KK rentan; ${committed} paket sudah menjadi komitmen, ${held} menunggu konfirmasi, ${left} belum dijanjikan.`,
    (families: string, committed: string, held: string, left: string) =>
      `${families} vulnerable families; ${committed} packages committed, ${held} awaiting confirmation, ${left} without a promise.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = Fragment<UnitNeeds_unit$data>;
type NeedData = UnitData['needs'][number];

/** What can be helped comes first; what is closed stands below as it was. */
function byPhase(needs: readonly NeedData[]) {
  const phases = new Map<string, NeedData[]>();
  for (const need of needs) {
    phases.set(need.phase.id, [...(phases.get(need.phase.id) ?? []), need]);
  }
  return [...phases.values()]
    .map((list) => ({
      phase: (list[0] as NeedData).phase,
      needs: list,
      open: list.some((need) => need.open),
    }))
    .sort((a, b) => Number(b.open) - Number(a.open) || a.phase.number - b.phase.number);
}

type PhaseNeedsProps = ReturnType<typeof byPhase>[number] & { current: boolean };

function PhaseNeeds({ phase, needs, open, current }: PhaseNeedsProps) {
  const t = useText();
  const lang = useLang();
  return (
    <div className={css.phase}>
      <h3 className={css.phaseName}>
        {t(words.phase)(phase.number)}
        <span className={css.phaseDays}>{days(phase.startsOn, phase.endsOn, lang)}</span>
        {current && <Chip tone="strong">{t(words.now)}</Chip>}
        {!open && <Chip>{t(words.closed)}</Chip>}
      </h3>
      {needs.map((need) => (
        <div className={css.need} key={need.id}>
          <h4>{t(packageNameOf(need.package.code))}</h4>
          <LadderFull ladder={{ ...ladderOf(need), received: need.received }} />
          {need.received > 0 && (
            <p className={css.soft}>
              {t(words.proven)(receivedBy(need.received, need.receivedByUnit, lang))}{' '}
              <a href="#kiriman">{t(words.deliveries)}</a>
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

/** What the unit needs, by phase. */
export function UnitNeeds({ unit, phase }: { unit: UnitData; phase: string | undefined }) {
  const t = useText();
  const phases = byPhase(unit.needs);
  return (
    <Section title={t(words.needs)}>
      {phases.length === 0 && <Empty title={t(words.noNeeds)}>{t(words.noNeedsWhy)}</Empty>}
      {phases.map((each) => (
        <PhaseNeeds key={each.phase.id} {...each} current={each.phase.id === phase} />
      ))}
    </Section>
  );
}

/** Why the unit stands where it does in the list of the phase that is current. */
export function UnitRank({ unit, phase }: { unit: UnitData; phase: string | undefined }) {
  const t = useText();
  const lang = useLang();
  const need = unit.needs.find(
    (each) => each.phase.id === phase && each.package.code === 'SEMBAKO',
  );
  if (!need) return null;
  const count = (value: number) => number(value, lang);
  return (
    <Section title={t(words.rank)}>
      <p>
        {t(words.rankIs)(
          count(need.urgency.rank),
          count(need.urgency.of),
          midSentence(t(packageNameOf(need.package.code))),
          t(unitKind[unit.kind]),
        )}
      </p>
      <p className={css.soft}>
        {t(words.rankFacts)(
          unit.belowThreshold ? '<5' : unit.families === null ? '–' : count(unit.families ?? 0),
          count(need.committed),
          count(need.held),
          count(need.remaining),
        )}
      </p>
    </Section>
  );
}
