/** Reads "1.340", "1,340" and "1340" as the digits 1340; what is no whole number is null. */
export function readWhole(text: string): string | null {
  const amount = text.trim().replace(/^rp\s*/i, '');
  if (!/^\d{1,3}([.,\s]\d{3})*$|^\d+$/.test(amount)) return null;
  return amount.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
}

/** A day as addresses and date fields write it, 2020-05-02; what has another shape is ''. */
export const dayIn = (text: string | null | undefined): string =>
  text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
