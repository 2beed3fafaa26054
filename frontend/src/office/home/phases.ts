import type { PhaseSpan } from '../../ui/charts/ByDay.tsx';

/** A phase of the programme, as the sections of the overview name it. */
export type Phase = PhaseSpan & { id: string; open: boolean };
