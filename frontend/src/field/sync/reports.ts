import type { Count, Entry } from '../store/types.ts';

const payload = (type: string, selection: string) =>
  `__typename ... on ${type} { ${selection} } ... on Refusal { message }`;

export const REPORT = `mutation FieldReport($input: ReportHandoverInput!) {
  reportHandover(input: $input) { ${payload('HandoverReported', 'handover { id }')} } }`;
export const FAIL = `mutation FieldFail($input: FailStopInput!) {
  failStop(input: $input) { ${payload('StopFailed', 'handover { id }')} } }`;
export const PROVE = `mutation FieldProve($input: ProveDeliveryInput!) {
  proveDelivery(input: $input) { ${payload('DeliveryProven', 'proof { id }')} } }`;
export const LEAVE = `mutation FieldLeave($input: LeaveEntryInput!) {
  leaveEntry(input: $input) { ${payload('EntryLeft', 'entry { id }')} } }`;

const countOf = (id: string, count: Count) => ({
  package: id,
  good: count.good || 0,
  damaged: count.damaged || 0,
  missing: count.missing || 0,
  broughtBack: count.broughtBack || 0,
  surplus: count.surplus,
});

export const countsOf = (entry: Entry) =>
  Object.keys(entry.counts).map((id) => countOf(id, entry.counts[id] as Count));

/** What reports of both kinds say of time and place. */
export const factsOf = (entry: Entry) => ({
  stop: entry.stop,
  happenedOn: entry.happenedOn,
  happenedAt: entry.happenedAt,
  driftSeconds: entry.drift,
  receiver: entry.receiver,
  note: entry.note,
});
