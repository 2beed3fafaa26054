import { graphql, useFragment } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { Chip } from '../../ui/Chip.tsx';
import { LadderFull } from '../../ui/LadderFull.tsx';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  UnitNeeds_unit$data,
  UnitNeeds_unit$key,
} from '../__generated__/UnitNeeds_unit.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import css from './Unit.module.css';

const fragment = graphql`
  fragment UnitNeeds_unit on Unit {
    needs {
      id
      target
      held
      committed
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
    }
  }
`;

const words = {
  needs: ['Kebutuhan', 'Needs'],
  noNeeds: ['Kebutuhan unit ini belum diumumkan', 'The needs of this unit are not published yet'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  open: ['terbuka', 'open'],
  closed: ['ditutup', 'closed'],
} as const satisfies Record<string, Pair<unknown>>;

type Need = UnitNeeds_unit$data['needs'][number];

function byPhase(needs: readonly Need[]) {
  const phases = new Map<string, Need[]>();
  for (const need of needs) {
    phases.set(need.phase.id, [...(phases.get(need.phase.id) ?? []), need]);
  }
  return [...phases.values()];
}

type UnitNeedsProps = { unit: UnitNeeds_unit$key };

/** What the unit needs, phase by phase. */
export function UnitNeeds({ unit }: UnitNeedsProps) {
  const t = useText();
  const { needs } = useFragment(fragment, unit);
  return (
    <Section title={t(words.needs)}>
      {needs.length === 0 && <Empty title={t(words.noNeeds)} />}
      {byPhase(needs).map((each) => (
        <Needs key={each[0]?.phase.id} needs={each} />
      ))}
    </Section>
  );
}

function Needs({ needs }: { needs: readonly Need[] }) {
  const t = useText();
  const lang = useLang();
  const [{ phase }] = needs as [Need];
  const open = needs.some((need) => need.open);
  return (
    <div className={css.phase}>
      <h3 className={css.phaseName}>
        {t(words.phase)(phase.number)}
        <span className={css.phaseDays}>{days(phase.startsOn, phase.endsOn, lang)}</span>
        <Chip tone={open ? 'good' : 'plain'}>{t(open ? words.open : words.closed)}</Chip>
      </h3>
      <div className={css.needs}>
        {needs.map((need) => (
          <div className={css.need} key={need.id}>
            <h4>{t(packageNameOf(need.package.code))}</h4>
            <LadderFull
              ladder={{ target: need.target, pledged: need.held, committed: need.committed }}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
