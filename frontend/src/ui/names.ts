/** Joins class names, leaving out what is off. */
export function names(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
