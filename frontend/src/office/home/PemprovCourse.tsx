import { graphql, useFragment } from 'react-relay/hooks';
import { Evenness } from '../../ui/charts/Evenness.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PemprovCourse_province$key } from '../__generated__/PemprovCourse_province.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to, withQuery } from '../shell/address.ts';
import { DailyCharts } from './DailyCharts.tsx';
import type { Phase } from './phases.ts';

const fragment = graphql`
  fragment PemprovCourse_province on Area {
    ladder(phase: $phase) {
      asOf
    }
    ladderByDay(phase: $phase) {
      ...DailyCharts_days
    }
    coverage(package: $sembako, phase: $phase) @include(if: $known) {
      step
      units
      target
      committed
    }
  }
`;

const words = {
  course: ['Dari waktu ke waktu', 'Over time'],
  allCharts: ['Semua gambar', 'All charts'],
} as const satisfies Record<string, Pair>;

type PemprovCourseProps = {
  province: PemprovCourse_province$key;
  phases: readonly Phase[];
  /** The one that is shown; all of them without. */
  phase: Phase | undefined;
};

/** The charts: day by day, and how evenly the packages are spread. */
export function PemprovCourse({ province: key, phases, phase }: PemprovCourseProps) {
  const t = useText();
  const province = useFragment(fragment, key);
  const [first] = province.ladder;
  if (!first) return null;
  return (
    <Section title={t(words.course)} aside={<a href={to.publicTotals}>{t(words.allCharts)}</a>}>
      <DailyCharts
        id="hari"
        days={province.ladderByDay}
        phases={phases}
        asOf={first.asOf}
        phase={phase && String(phase.number)}
      />
      {phase && (
        <Evenness
          id="sebaran"
          what={t(packageNameOf('SEMBAKO'))}
          rows={province.coverage ?? []}
          phase={phase.number}
          asOf={first.asOf}
          href={
            phase.open
              ? (step) =>
                  withQuery(to.publicUnits, {
                    paket: 'SEMBAKO',
                    jenis: 'RW',
                    terpenuhi: String(step),
                  })
              : undefined
          }
        />
      )}
    </Section>
  );
}
