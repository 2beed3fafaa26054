import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { SearchedUnitsQuery } from '../__generated__/SearchedUnitsQuery.graphql.ts';
import { summaryOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { type Filters, Give, type Growing, Head, More, Read } from './results.tsx';

const searchedDocument: Doc<SearchedUnitsQuery> = graphql`
  query SearchedUnitsQuery(
    $search: String!
    $phase: ID!
    $kinds: [UnitKind!]
    $area: String!
    $inArea: Boolean!
    $first: Int!
  ) {
    areas(level: KELURAHAN, search: $search) {
      name
      kecamatan {
        name
      }
      location {
        latitude
        longitude
      }
    }
    units(search: $search, kinds: $kinds, first: $first) @skip(if: $inArea) {
      ...SearchedUnits_found @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      units(search: $search, kinds: $kinds, first: $first) {
        ...SearchedUnits_found @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment SearchedUnits_found on UnitConnection {
    pageInfo {
      hasNextPage
    }
    edges {
      node {
        ...units_row @relay(mask: false)
        needs(phase: $phase) {
          target
          held
          committed
          package {
            code
          }
        }
      }
    }
  }
`;

const words = {
  noMatch: ['Tidak ada unit yang cocok', 'No unit matches'],
  noMatchWhy: [
    'Nama gang dan jalan sering belum ada di sini: coba nama kelurahannya atau “Dekat saya”, atau lepaskan saringan di atas.',
    'Many lanes and streets are not known here: try the name of the kelurahan or “Near me”, or take away filters above.',
  ],
  found: [(text: string) => `Hasil untuk “${text}”`, (text: string) => `Results for “${text}”`],
  nearArea: ['Cari yang dekat dari kelurahan ini', 'Find what is near this kelurahan'],
  stop: ['Hapus', 'Clear'],
} as const satisfies Record<string, Pair<unknown>>;

export function SearchedUnits(
  props: Filters &
    Growing & {
      search: string;
      area: string | undefined;
      near: (point: string, name: string) => string;
      without: string;
    },
) {
  const t = useText();
  const { search, kinds, phase, packageCode, area, shown, more } = props;
  const reading = useRead(searchedDocument, {
    search,
    phase: phase.id,
    kinds,
    area: area ?? '',
    inArea: area !== undefined,
    first: shown,
  });
  return (
    <Read reading={reading}>
      {({ units: all, area: within, areas }) => {
        const found = area ? within?.units : all;
        const units = found?.edges ?? [];
        const places = areas.filter((each) => each.location).slice(0, 6);
        return (
          <>
            <Head title={t(words.found)(search)} clear={props.without} label={t(words.stop)} />
            {places.length > 0 && (
              <FilterRow label={t(words.nearArea)}>
                {places.map(({ name, kecamatan, location }) => (
                  <FilterChip
                    key={name + kecamatan?.name}
                    on={false}
                    href={props.near(
                      `${location?.latitude.toFixed(4)},${location?.longitude.toFixed(4)}`,
                      name,
                    )}
                  >
                    {name}
                  </FilterChip>
                ))}
              </FilterRow>
            )}
            {units.length === 0 ? (
              <Empty title={t(words.noMatch)}>{t(words.noMatchWhy)}</Empty>
            ) : (
              <UnitList>
                {units.map(({ node }) => (
                  <UnitItem
                    key={node.code}
                    unit={summaryOf(
                      node,
                      node.needs.find((need) => need.package.code === packageCode),
                      t,
                    )}
                    href={to.unit(node.code)}
                    action={<Give code={node.code} />}
                  />
                ))}
              </UnitList>
            )}
            <More next={found?.pageInfo.hasNextPage ?? false} shown={shown} more={more} />
          </>
        );
      }}
    </Read>
  );
}
