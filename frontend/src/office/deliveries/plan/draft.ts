/** What may be loaded: packages of one committed allocation. */
export type Candidate = {
  id: string;
  unit: { id: string; name: string };
  package: string;
  giver: string;
  /** Packages of it that are on no other shipment. */
  room: number;
};

/** A shipment as it is typed; nothing of it is sent before the form is. */
export type Draft = {
  /** What was chosen, by allocation; the quantity is null while nothing of use is typed. */
  loads: Readonly<Record<string, { row: Candidate; quantity: string | null }>>;
  /** Units in the order of the trip. */
  order: readonly string[];
  day: string;
  starts: string;
  ends: string;
  vehicle: string;
  inCharge: string;
  pickup: boolean;
  pickupReason: string;
  crowdPlan: string;
  note: string;
  /** What a stop had before, by unit: a new plan keeps it. */
  kept: Readonly<Record<string, { courier: string | null; distributionPlan: string }>>;
};

export const emptyDraft = (day: string): Draft => ({
  loads: {},
  order: [],
  day,
  starts: '09:00',
  ends: '15:00',
  vehicle: '',
  inCharge: '',
  pickup: false,
  pickupReason: '',
  crowdPlan: '',
  note: '',
  kept: {},
});

/** Takes these allocations with all that is left of them, or leaves them out. */
export function choose(draft: Draft, rows: readonly Candidate[], on: boolean): Draft {
  const loads = { ...draft.loads };
  for (const row of rows) {
    if (on) loads[row.id] ??= { row, quantity: String(row.room) };
    else delete loads[row.id];
  }
  return { ...draft, loads };
}

/** Loads another number of packages of an allocation that was chosen. */
export const reload = (draft: Draft, row: Candidate, quantity: string | null): Draft => ({
  ...draft,
  loads: { ...draft.loads, [row.id]: { row, quantity } },
});

const chosenOf = (draft: Draft) => Object.values(draft.loads);

/** The units of what was chosen: those that were put in order first, then the new ones. */
export function stopsOf(draft: Draft): Candidate['unit'][] {
  const units = new Map(chosenOf(draft).map(({ row }) => [row.unit.id, row.unit]));
  const ordered = draft.order.flatMap((id) => units.get(id) ?? []);
  return [...ordered, ...[...units.values()].filter((unit) => !draft.order.includes(unit.id))];
}

/** Moves a stop one place up (-1) or down (1). */
export function move(draft: Draft, unit: string, by: -1 | 1): Draft {
  const order = stopsOf(draft).map((each) => each.id);
  const at = order.indexOf(unit);
  const other = order[at + by];
  if (other === undefined) return draft;
  order[at + by] = unit;
  order[at] = other;
  return { ...draft, order };
}

/** Packages of the trip, or of one unit on it. */
export const packagesOf = (draft: Draft, unit?: string) =>
  chosenOf(draft)
    .filter(({ row }) => unit === undefined || row.unit.id === unit)
    .reduce((sum, each) => sum + Number(each.quantity ?? 0), 0);

/** The plan as the mutations take it. */
export function planOf(draft: Draft) {
  return {
    day: draft.day,
    slotStarts: draft.starts,
    slotEnds: draft.ends,
    vehicle: draft.vehicle,
    inCharge: draft.inCharge,
    mode: draft.pickup ? ('PICKUP_POINT' as const) : ('DOORSTEP' as const),
    modeReason: draft.pickup ? draft.pickupReason : '',
    crowdPlan: draft.pickup ? draft.crowdPlan : '',
    note: draft.note,
    stops: stopsOf(draft).map((unit) => ({
      unit: unit.id,
      courier: draft.kept[unit.id]?.courier ?? null,
      distributionPlan: draft.kept[unit.id]?.distributionPlan ?? '',
      loads: chosenOf(draft)
        .filter(({ row }) => row.unit.id === unit.id)
        .map(({ row, quantity }) => ({ allocation: row.id, quantity: Number(quantity ?? 0) })),
    })),
  };
}
