import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import type { Measure } from '../../ui/GapScale.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { Query } from '../shell/router.ts';

const words = {
  by: ['Warna menurut', 'Colours by'],
  paket: ['Paket yang kurang', 'Packages missing'],
  bagian: ['Bagian kebutuhan', 'Share of the need'],
} as const satisfies Record<string, Pair>;

/** What a map's colours go by, as `ukur` in the address says; left out for the first one. */
export const measureOf = (query: Query): Measure =>
  query.get('ukur') === 'bagian' ? 'bagian' : 'paket';

type Props = {
  measure: Measure;
  /** This page with another measure. */
  address: (change: { ukur: string | undefined }) => string;
};

/** By what the map's colours go: plain links, the choice stands in the address. */
export function MeasureRow({ measure, address }: Props) {
  const t = useText();
  return (
    <FilterRow label={t(words.by)}>
      {(['paket', 'bagian'] as const).map((each) => (
        <FilterChip
          key={each}
          href={address({ ukur: each === 'paket' ? undefined : each })}
          on={each === measure}
        >
          {t(words[each])}
        </FilterChip>
      ))}
    </FilterRow>
  );
}
