type Line = {
  readonly id: string;
  readonly version: { readonly price: string };
  /** How many of its packages no money is bound to. */
  readonly open: number;
};
type Source = { readonly id: string; readonly left: string };

/** How many packages of a line each contribution pays for, by `Part.key`; null where nothing of use is typed. */
export type Typed = Record<string, string | null>;

/** What one contribution pays for of one line. */
export type Part<L extends Line, S extends Source> = {
  key: string;
  line: L;
  source: S;
  packages: number;
  /** What the money and the line leave for it, beside what is typed elsewhere. */
  most: number;
};

type Bound = {
  readonly packages: number;
  readonly releasedOn: string | null | undefined;
  readonly package: { readonly code: string };
};

/** The lines with packages that no money is bound to. */
export function openLines<L extends { quantity: number; package: { readonly code: string } }>(
  lines: readonly L[],
  fundings: readonly Bound[],
): (L & { open: number })[] {
  return lines
    .map((line) => {
      const bound = fundings
        .filter((each) => !each.releasedOn && each.package.code === line.package.code)
        .reduce((sum, each) => sum + each.packages, 0);
      return { ...line, open: line.quantity - bound };
    })
    .filter((line) => line.open > 0);
}

const cost = (line: Line, packages: number) => BigInt(line.version.price) * BigInt(packages);

/** Every line with every contribution, as typed. */
export function partsOf<L extends Line, S extends Source>(
  lines: readonly L[],
  sources: readonly S[],
  typed: Typed,
): Part<L, S>[] {
  const all = lines.flatMap((line) =>
    sources.map((source) => {
      const key = `${source.id} ${line.id}`;
      return { key, source, line, packages: Number(typed[key] ?? 0) };
    }),
  );
  return all.map((part) => {
    const others = all.filter((each) => each !== part);
    const money = others
      .filter((each) => each.source === part.source)
      .reduce((left, each) => left - cost(each.line, each.packages), BigInt(part.source.left));
    const open = others
      .filter((each) => each.line === part.line)
      .reduce((left, each) => left - each.packages, part.line.open);
    const enough = Number(money / BigInt(part.line.version.price));
    return { ...part, most: Math.max(0, Math.min(enough, open)) };
  });
}

/** All packages that are paid for, and what they cost in whole rupiah. */
export function sumOfParts(parts: readonly Part<Line, Source>[]) {
  return {
    packages: parts.reduce((sum, part) => sum + part.packages, 0),
    amount: parts.reduce((sum, part) => sum + cost(part.line, part.packages), 0n).toString(),
  };
}
