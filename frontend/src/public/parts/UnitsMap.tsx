import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/Shell.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnplacedQuery } from '../__generated__/UnplacedQuery.graphql.ts';
import { to } from '../address.ts';
import { Island } from '../island.tsx';
import { later } from '../later.ts';
import { MeasureRow, measureOf } from '../measure.tsx';
import { type Doc, graphql, useRead } from '../read.ts';
import type { Query } from '../router.ts';
import { placeOf, unitName } from '../units.ts';
import type { Shown } from './mapKey.tsx';
import type { Filters } from './results.tsx';
import css from './UnitsMap.module.css';

const detail = later('parts/DetailMap.tsx', () => import('./DetailMap.tsx'));

const unplacedDocument: Doc<UnplacedQuery> = graphql`
  query UnplacedQuery($kinds: [UnitKind!]) {
    mapState {
      drawn
      unplaced
    }
    unplacedUnits(kinds: $kinds, first: 100) {
      edges {
        node {
          code
          name
          kind
          kelurahan {
            name
          }
          kecamatan {
            name
          }
          kota {
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Peta', 'Map'],
  unplaced: [
    (count: string) => `${count} unit tanpa lokasi`,
    (count: string) => `${count} units without a location`,
  ],
  unplacedWhy: [
    'Letaknya belum diketahui, jadi tidak tampak di peta. Kebutuhannya sama nyatanya.',
    'Nobody knows yet where they are, so the map can’t show them. Their needs are as real.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Props = Omit<Filters, 'phase'> & {
  phase: Shown['phase'];
  query: Query;
  /** This page with other parameters. */
  address: (change: { ukur: string | undefined }) => string;
};

/** The units on a map, over the list that says the same; and those that no map can show. */
export function UnitsMap({ kinds, phase, packageCode, query, address }: Props) {
  const t = useText();
  const lang = useLang();
  const measure = measureOf(query);
  const { data } = useRead(unplacedDocument, { kinds });
  const unplaced = data?.unplacedUnits.edges.map((edge) => edge.node) ?? [];
  return (
    <Section title={t(words.title)}>
      <MeasureRow measure={measure} address={address} />
      <Island
        part={detail}
        packageCode={packageCode}
        phase={phase}
        measure={measure}
        drawn={(data?.mapState?.drawn ?? 0) > 0}
      />
      {unplaced.length > 0 && (
        <details className={css.unplaced}>
          <summary>{t(words.unplaced)(number(unplaced.length, lang))}</summary>
          <p className={css.why}>{t(words.unplacedWhy)}</p>
          <ul>
            {unplaced.map((unit) => (
              <li key={unit.code}>
                <a href={to.unit(unit.code)}>{unitName(unit)}</a>, {placeOf(unit)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
