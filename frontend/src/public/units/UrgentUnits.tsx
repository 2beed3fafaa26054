import { Empty } from '../../ui/States.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { coverageWord } from '../../words/coverage.ts';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { UrgentUnitsQuery } from '../__generated__/UrgentUnitsQuery.graphql.ts';
import { packageNameOf, summaryOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './results.module.css';
import { type Filters, Give, GiveFirst, type Growing, Head, More, Read } from './results.tsx';

const urgentDocument: Doc<UrgentUnitsQuery> = graphql`
  query UrgentUnitsQuery(
    $phase: ID!
    $package: ID!
    $kinds: [UnitKind!]
    $area: String!
    $inArea: Boolean!
    $open: Boolean
    $coverage: Int
    $first: Int!
  ) {
    needs(
      phase: $phase
      package: $package
      kinds: $kinds
      open: $open
      coverage: $coverage
      first: $first
    ) @skip(if: $inArea) {
      ...UrgentUnits_needs @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      name
      needs(
        phase: $phase
        package: $package
        kinds: $kinds
        open: $open
        coverage: $coverage
        first: $first
      ) {
        ...UrgentUnits_needs @relay(mask: false)
      }
    }
  }
`;

graphql`
  fragment UrgentUnits_needs on NeedConnection {
    pageInfo {
      hasNextPage
    }
    nodes {
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
`;

const words = {
  noneOpen: ['Semua kebutuhan di sini sudah dijanjikan', 'All needs here are promised'],
  noneOpenWhy: ['Coba paket atau wilayah lain.', 'Try another package or area.'],
  urgent: [
    (what: string, phase: number) =>
      `Tahap ${phase}: ${midSentence(what)} yang paling banyak belum dijanjikan di atas.`,
    (what: string, phase: number) =>
      `Phase ${phase}: the most ${midSentence(what)}s without a promise come first.`,
  ],
  inArea: [(name: string) => `Hanya di ${name}`, (name: string) => `Only in ${name}`],
  met: ['Terpenuhi', 'Met'],
  anyStep: ['Lepas saringan ini', 'Remove this filter'],
  everywhere: ['Tampilkan semua wilayah', 'Show all areas'],
} as const satisfies Record<string, Pair<unknown>>;

export function UrgentUnits(
  props: Filters &
    Growing & {
      area: string | undefined;
      without: string;
      /** One step of coverage alone, met in full or not. */
      step: number | undefined;
      withoutStep: string;
    },
) {
  const t = useText();
  const { kinds, phase, packageCode, packageId, area, step, shown, more } = props;
  const reading = useRead(urgentDocument, {
    phase: phase.id,
    package: packageId,
    kinds,
    area: area ?? '',
    inArea: area !== undefined,
    open: step === undefined ? true : null,
    coverage: step ?? null,
    first: shown,
  });
  return (
    <Read reading={reading}>
      {(data) => {
        const page = (area ? data.area : data)?.needs;
        const needs = page?.nodes ?? [];
        return (
          <>
            {area && (
              <Head
                title={t(words.inArea)(data.area?.name ?? area)}
                clear={props.without}
                label={t(words.everywhere)}
              />
            )}
            {step !== undefined && (
              <Head
                title={`${t(words.met)}: ${t(coverageWord(step))}`}
                clear={props.withoutStep}
                label={t(words.anyStep)}
              />
            )}
            {needs.length === 0 ? (
              <Empty title={t(words.noneOpen)}>{t(words.noneOpenWhy)}</Empty>
            ) : (
              <>
                <h2 className={css.why}>
                  {t(words.urgent)(t(packageNameOf(packageCode)), phase.number)}
                </h2>
                <GiveFirst codes={needs.map((node) => node.unit.code)} packageCode={packageCode} />
                <UnitList>
                  {needs.map((node, index) => (
                    <UnitItem
                      key={node.unit.code}
                      unit={summaryOf(node.unit, node, t)}
                      href={to.unit(node.unit.code)}
                      rank={index + 1}
                      action={<Give code={node.unit.code} />}
                    />
                  ))}
                </UnitList>
                <More next={page?.pageInfo.hasNextPage ?? false} shown={shown} more={more} />
              </>
            )}
          </>
        );
      }}
    </Read>
  );
}
