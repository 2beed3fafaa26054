import { Empty } from '../../ui/States.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NearUnitsQuery } from '../__generated__/NearUnitsQuery.graphql.ts';
import { summaryOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { type Filters, Give, Head, Read } from './results.tsx';

const nearDocument: Doc<NearUnitsQuery> = graphql`
  query NearUnitsQuery(
    $latitude: Float!
    $longitude: Float!
    $phase: ID!
    $kinds: [UnitKind!]
  ) {
    unitsNear(latitude: $latitude, longitude: $longitude, kinds: $kinds, first: 30) {
      distanceMetres
      unit {
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
  nearHere: ['Terdekat dari Anda', 'Nearest to you'],
  nearPlace: [(name: string) => `Terdekat dari ${name}`, (name: string) => `Nearest to ${name}`],
  stop: ['Hapus', 'Clear'],
  noneNear: ['Tidak ada unit dalam 5 km', 'No unit within 5 km'],
  noneNearWhy: [
    'Mungkin Anda sedang di luar DKI Jakarta. Cari dengan nama kelurahan.',
    'You may be outside DKI Jakarta. Search by the name of a kelurahan.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

export function NearUnits(
  props: Filters & {
    near: { latitude: number; longitude: number };
    name: string | undefined;
    without: string;
  },
) {
  const t = useText();
  const { near, kinds, phase, packageCode, name } = props;
  const reading = useRead(nearDocument, { ...near, kinds, phase: phase.id });
  return (
    <Read reading={reading}>
      {({ unitsNear }) => (
        <>
          <Head
            title={name ? t(words.nearPlace)(name) : t(words.nearHere)}
            clear={props.without}
            label={t(words.stop)}
          />
          {unitsNear.length === 0 ? (
            <Empty title={t(words.noneNear)}>{t(words.noneNearWhy)}</Empty>
          ) : (
            <UnitList>
              {unitsNear.map(({ unit, distanceMetres }) => (
                <UnitItem
                  key={unit.code}
                  unit={{
                    ...summaryOf(
                      unit,
                      unit.needs.find((need) => need.package.code === packageCode),
                      t,
                    ),
                    metres: distanceMetres,
                  }}
                  href={to.unit(unit.code)}
                  action={<Give code={unit.code} />}
                />
              ))}
            </UnitList>
          )}
        </>
      )}
    </Read>
  );
}
