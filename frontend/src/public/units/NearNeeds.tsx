import { Empty } from '../../ui/States.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NearNeedsQuery } from '../__generated__/NearNeedsQuery.graphql.ts';
import { summaryOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { type Filters, Give, GiveFirst, Head, Read } from './results.tsx';

const document: Doc<NearNeedsQuery> = graphql`
  query NearNeedsQuery(
    $latitude: Float!
    $longitude: Float!
    $phase: ID!
    $package: ID!
    $kinds: [UnitKind!]
  ) {
    needsNear(
      latitude: $latitude
      longitude: $longitude
      phase: $phase
      package: $package
      kinds: $kinds
      first: 30
    ) {
      distanceMetres
      need {
        target
        held
        committed
        package {
          code
        }
        unit {
          ...units_row @relay(mask: false)
        }
      }
    }
  }
`;

const words = {
  title: [
    (name: string) => `Paling membutuhkan dalam 2 km${name && ` dari ${name}`}`,
    (name: string) => `Most in need within 2 km${name && ` of ${name}`}`,
  ],
  stop: ['Hapus', 'Clear'],
  none: ['Tidak ada kebutuhan terbuka dalam 2 km', 'No open need within 2 km'],
} as const satisfies Record<string, Pair<unknown>>;

export function NearNeeds(
  props: Filters & {
    near: { latitude: number; longitude: number };
    name: string | undefined;
    without: string;
  },
) {
  const t = useText();
  const { near, kinds, phase, packageCode, packageId, name } = props;
  const reading = useRead(document, { ...near, kinds, phase: phase.id, package: packageId });
  return (
    <Read reading={reading}>
      {({ needsNear }) => (
        <>
          <Head title={t(words.title)(name ?? '')} clear={props.without} label={t(words.stop)} />
          {needsNear.length === 0 && <Empty title={t(words.none)} />}
          <GiveFirst
            codes={needsNear.map(({ need }) => need.unit.code)}
            packageCode={packageCode}
          />
          <UnitList>
            {needsNear.map(({ need, distanceMetres }, index) => (
              <UnitItem
                key={need.unit.code}
                unit={{ ...summaryOf(need.unit, need, t), metres: distanceMetres }}
                href={to.unit(need.unit.code)}
                rank={index + 1}
                action={<Give code={need.unit.code} />}
              />
            ))}
          </UnitList>
        </>
      )}
    </Read>
  );
}
