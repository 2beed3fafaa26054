const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const LENGTH = 10;

/** A typed code in capitals, without spaces, hyphens and full stops. */
export const normalise = (typed: string) => typed.replace(/[ \t\n\-.]/g, '').toUpperCase();

/**
 * What is wrong with the form of a code, as `backend/ksbb/domain/deliveries/slips/codes.py` has it: the
 * place of a letter that no code has, 'length', or 'check'; undefined if it may be one. Whether it is on a
 * slip, the server says.
 */
export function mistake(code: string): number | 'length' | 'check' | undefined {
  for (let at = 0; at < code.length; at += 1) {
    if (!LETTERS.includes(code.charAt(at))) return at + 1;
  }
  if (code.length !== LENGTH) return 'length';
  let sum = 0;
  for (let at = 0; at < LENGTH - 1; at += 1) sum += (at + 2) * LETTERS.indexOf(code.charAt(at));
  return sum % 31 === LETTERS.indexOf(code.charAt(LENGTH - 1)) ? undefined : 'check';
}
