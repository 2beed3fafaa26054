import { useOffice } from '../../shell/viewer.ts';

/** In which part the viewer looks at a stop: each has acts of its own. */
export type Part = 'EXECUTOR' | 'PEMPROV' | 'OFFICER' | 'READER';

/** The viewer's part in the deliveries of this executor. */
export function usePart(executor: string | undefined): Part {
  const { acts, role, organisation } = useOffice();
  if (acts && executor === organisation.profile?.id) return 'EXECUTOR';
  if (acts && organisation.kind === 'PEMPROV') return 'PEMPROV';
  return role === 'KELURAHAN' ? 'OFFICER' : 'READER';
}
