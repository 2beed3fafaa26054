type Money = {
  readonly state: string;
  readonly intended: string;
  readonly received: string | null | undefined;
  readonly funded: string;
  readonly left: string;
};

/** Rupiah of these contributions, summed in whole rupiah; of one state alone if it is named. */
export function sumOf(
  contributions: readonly Money[],
  of: 'intended' | 'received' | 'funded' | 'left',
  state?: string,
): string {
  return contributions
    .filter((each) => !state || each.state === state)
    .reduce((sum, each) => sum + BigInt(each[of] ?? 0), 0n)
    .toString();
}
