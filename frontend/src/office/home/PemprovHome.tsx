import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PemprovHomePhasesQuery } from '../__generated__/PemprovHomePhasesQuery.graphql.ts';
import type { PemprovHomeQuery } from '../__generated__/PemprovHomeQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { ofOffice, useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { LeastCovered } from './LeastCovered.tsx';
import { PemprovCourse } from './PemprovCourse.tsx';
import { PemprovProgress } from './PemprovProgress.tsx';
import { PemprovTasks } from './PemprovTasks.tsx';

const document = graphql`
  query PemprovHomeQuery($phase: ID, $sembako: ID!, $known: Boolean!) {
    ...PemprovTasks_query
    province {
      id
      ladder(phase: $phase) {
        ...PemprovProgress_rows
      }
      ladderByArea(level: KELURAHAN, package: $sembako, phase: $phase) @include(if: $known) {
        ...LeastCovered_areas
      }
      ...PemprovCourse_province
    }
  }
`;

const phasesDocument = graphql`
  query PemprovHomePhasesQuery @preloadable {
    programmes {
      id
      phases {
        id
        number
        startsOn
        endsOn
        open
      }
      packages {
        id
        code
      }
    }
  }
`;

const words = {
  title: ['Ringkasan', 'Overview'],
  recap: ['Rekap hari ini', 'Today’s recap'],
} as const satisfies Record<string, Pair>;

/** The phases of the programme that began last, and the one that the address names. */
function usePhase() {
  const { tahap } = useQuery();
  const { programmes } = useLoad<PemprovHomePhasesQuery>(phasesDocument, {});
  const programme = programmes.at(-1);
  const phases = programme?.phases ?? [];
  const phase =
    tahap === 'semua'
      ? undefined
      : (phases.find((each) => String(each.number) === tahap) ??
        phases.find((each) => each.open) ??
        phases.at(-1));
  const sembako = programme?.packages.find((each) => each.code === 'SEMBAKO')?.id;
  return { phases, phase, sembako };
}

export function PemprovHome() {
  const t = useText();
  const { organisation } = useOffice();
  const { phases, phase, sembako } = usePhase();
  const variables = {
    phase: phase?.id ?? null,
    sembako: sembako ?? '',
    known: sembako !== undefined,
  };
  const data = useLoad<PemprovHomeQuery>(document, variables, { fetchPolicy: 'store-and-network' });
  useRefreshed<PemprovHomeQuery>(document, variables, ofOffice);
  const { province } = data;
  return (
    <>
      <PageHead
        title={organisation.name}
        lead={t(words.title)}
        action={<Button href={to.publicRecap}>{t(words.recap)}</Button>}
      />
      <PemprovTasks query={data} />
      <PemprovProgress rows={province?.ladder ?? []} phases={phases} phase={phase} />
      {province && <PemprovCourse province={province} phases={phases} phase={phase} />}
      <LeastCovered areas={province?.ladderByArea ?? []} phase={phase && String(phase.number)} />
    </>
  );
}
