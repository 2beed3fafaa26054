import type { programmeQuery } from '../__generated__/programmeQuery.graphql.ts';
import { type Doc, graphql, read, useRead } from './read.ts';

const document: Doc<programmeQuery> = graphql`
  query programmeQuery {
    clock {
      now
      today
      demo
    }
    programmes {
      code
      name
      phases {
        id
        number
        startsOn
        endsOn
        open
        packages {
          package {
            code
          }
        }
      }
      packages {
        id
        code
        per
        every
      }
    }
  }
`;

export type Programme = programmeQuery['response']['programmes'][number];
export type Phase = Programme['phases'][number];

/** The phases that are not over, the earliest first; at the end of all, the last. */
function phasesOn(programme: Programme, today: string): readonly Phase[] {
  const ahead = programme.phases.filter((phase) => phase.endsOn >= today);
  return ahead.length ? ahead : programme.phases.slice(-1);
}

/** The newest programme, its current phase and the domain's clock: every page reads them. */
export function useProgramme() {
  const reading = useRead(document, {});
  const programmes = reading.data?.programmes ?? [];
  const clock = reading.data?.clock;
  const programme = programmes[programmes.length - 1];
  const phases = programme && clock ? phasesOn(programme, clock.today) : [];
  return { clock, programme, phases, phase: phases[0], error: reading.error, again: reading.again };
}

/** The package that an address names by its code; the first one where it names none that there is. */
export function packageOf(programme: Programme | undefined, code: string) {
  return programme?.packages.find((each) => each.code === code) ?? programme?.packages[0];
}

/** Reads it before any page does: the answer arrives while the page's code is loading. */
export function prefetch(lang: string): void {
  read(document, {}, lang).catch(() => undefined);
}
