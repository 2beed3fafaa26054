import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitsMapUnplacedQuery } from '../__generated__/UnitsMapUnplacedQuery.graphql.ts';
import type { Shown } from '../maps/mapKey.tsx';
import { MeasureRow, measureOf } from '../maps/measure.tsx';
import { placeOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import type { Query } from '../shell/router.ts';
import type { Filters } from './results.tsx';
import css from './UnitsMap.module.css';

const detail = lazy(() => import('../maps/DetailMap.tsx'));

const unplacedDocument: Doc<UnitsMapUnplacedQuery> = graphql`
  query UnitsMapUnplacedQuery($kinds: [UnitKind!]) {
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

type Props = Omit<Filters, 'phase' | 'packageId'> & {
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
