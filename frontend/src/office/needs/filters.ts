import type { Query } from '../lists/list.ts';

/** What the needs page reads first: the programme, and the area that the address names. */
export const programmeAndArea = ({ wilayah }: Query) => ({
  area: wilayah ?? '',
  known: wilayah !== undefined,
});
