import { graphql } from 'react-relay/hooks';
import type { programmePhasesQuery } from '../__generated__/programmePhasesQuery.graphql.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';

const document = graphql`
  query programmePhasesQuery @preloadable {
    programmes {
      id
      phases {
        id
        number
        startsOn
        endsOn
        open
        packages {
          package {
            id
            code
          }
        }
      }
    }
  }
`;

/**
 * The phases of the programme that began last, and the one that the address names ("tahap=2"): the
 * current one if it names none, none if it says "semua".
 */
export function usePhases() {
  const { tahap } = useQuery();
  const { programmes } = useLoad<programmePhasesQuery>(document, {});
  const phases = programmes[programmes.length - 1]?.phases ?? [];
  const current = phases.find((each) => each.open) ?? phases[phases.length - 1];
  const phase =
    tahap === 'semua'
      ? undefined
      : (phases.find((each) => String(each.number) === tahap) ?? current);
  return { phases, phase, current };
}
