/** Packages of one kind at a stop, and how many were sent. */
export type Sent = {
  id: string;
  code: string;
  name: string;
  /** How often it is needed; a phone that has not heard from the server lately may not know it. */
  every?: string;
  sent: number;
};

/** A stop as the server last told it. */
export type Stop = {
  id: string;
  position: number;
  state: string;
  reason: string | null;
  unit: {
    name: string;
    kind: string;
    address: string | null;
    kelurahan: string;
    map: string | null;
  };
  shipment: { id: string; number: string; day: string; starts: string; ends: string };
  packages: Sent[];
  /** The report that counts, if there is one. */
  handover: string | null;
};

/** What happened to packages of one kind; null: nothing is typed. */
export type Count = {
  good: number | null;
  damaged: number | null;
  missing: number | null;
  broughtBack: number | null;
  surplus: number;
};

export type Photo = {
  /** Of its bytes: the same photo is kept once. */
  hash: string;
  kind: 'STACK_PHOTO' | 'SIGNATURE';
  /** Makes sending it twice harmless. */
  key: string;
  sent: boolean;
};

export type Proof = {
  method: 'COURIER_CODE' | 'SIGNATURE';
  code: string;
  key: string;
  /** The proof on the server, once it is there. */
  made: string | null;
};

/** What is being written for a stop. Its id becomes that of the entry. */
export type Draft = {
  stop: string;
  id: string;
  /** Of an entry that was refused and is mended. */
  mends: boolean;
  counts: Record<string, Count>;
  receiver: string;
  note: string;
  failed: string;
  proof: Proof | null;
  photos: Photo[];
};

/** What the server, or a rule, says against an entry. */
export type Problem = { where: 'report' | 'proof' | 'photo'; code: string; message: string };

/**
 * waiting: not sent, or not all of it. refused: the courier has to do something. accepted: all of it is
 * on the server. left: the office has it to decide.
 */
export type EntryState = 'waiting' | 'refused' | 'accepted' | 'left';

export type Entry = Omit<Draft, 'mends'> & {
  /** In the order of saving on this phone, from 1. */
  sequence: number;
  state: EntryState;
  unit: string;
  position: number;
  /** By this phone's clock. */
  madeAt: number;
  /** By how many seconds this phone's clock was ahead; null if it was not known. */
  drift: number | null;
  /** The programme's day and moment, by what was known of the clocks. */
  happenedOn: string;
  happenedAt: string;
  handover: string | null;
  /** Whether its clock was judged, which stands in the remark. */
  judged: boolean;
  problem: Problem | null;
  /** It goes to the office instead of being reported, under this key. */
  leaveKey: string | null;
  /** The entry on the server, once it was left to the office. */
  leftAs: string | null;
};

export type Who = {
  organisation: string;
  label: string;
  endsAt: string;
  /** The shift is over: what there still is goes to the office. */
  over: boolean;
};

/** What is known of the clocks: the phone's drift, and how far a demo is from real time. */
export type Clock = { drift: number; demoSeconds: number; at: number };
