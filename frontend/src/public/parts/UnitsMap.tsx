import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/Shell.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnplacedQuery } from '../__generated__/UnplacedQuery.graphql.ts';
import { to } from '../address.ts';
import { Island } from '../island.tsx';
import { later } from '../later.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { placeOf, unitName } from '../units.ts';
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

/** The units on a map, over the list that says the same; and those that no map can show. */
export function UnitsMap({ kinds, phase, packageCode }: Filters) {
  const t = useText();
  const lang = useLang();
  const { data } = useRead(unplacedDocument, { kinds });
  const unplaced = data?.unplacedUnits.edges.map((edge) => edge.node) ?? [];
  return (
    <Section title={t(words.title)}>
      <Island
        part={detail}
        packageCode={packageCode}
        phase={phase.id}
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
