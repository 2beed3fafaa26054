/** A number of families or people: those below five are not told apart, and some are not known. */
export function countOf(
  value: number | null | undefined,
  few: boolean,
  format: (n: number) => string,
) {
  return few ? '<5' : value == null ? '–' : format(value);
}
