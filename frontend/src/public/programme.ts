import type { ProgrammeQuery } from './__generated__/ProgrammeQuery.graphql.ts';
import { type Doc, graphql, read, useRead } from './read.ts';

const document: Doc<ProgrammeQuery> = graphql`
  query ProgrammeQuery {
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

export type Programme = ProgrammeQuery['response']['programmes'][number];
export type Phase = Programme['phases'][number];

/** The phases that are not over, the earliest first; at the end of all, the last. */
function phasesOn(programme: Programme, today: string): readonly Phase[] {
  const ahead = programme.phases.filter((phase) => phase.endsOn >= today);
  return ahead.length ? ahead : programme.phases.slice(-1);
}

/** The newest programme, its current phase and the domain's clock: every page asks for them. */
export function useProgramme() {
  const reading = useRead(document, {});
  const programmes = reading.data?.programmes ?? [];
  const clock = reading.data?.clock;
  const programme = programmes[programmes.length - 1];
  const phases = programme && clock ? phasesOn(programme, clock.today) : [];
  return { clock, programme, phases, phase: phases[0], error: reading.error, again: reading.again };
}

/** Asks before any page is there to ask: the answer comes while the page's code is on its way. */
export function askEarly(lang: string): void {
  read(document, {}, lang).catch(() => undefined);
}
