import { Empty } from '../../ui/States.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { coverageWord } from '../../words/coverage.ts';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { AreaNameQuery } from '../__generated__/AreaNameQuery.graphql.ts';
import type { UrgentUnitsQuery } from '../__generated__/UrgentUnitsQuery.graphql.ts';
import { to } from '../address.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf, summaryOf } from '../units.ts';
import css from './results.module.css';
import { type Filters, Give, GiveFirst, type Growing, Head, More, Read } from './results.tsx';

const urgentDocument: Doc<UrgentUnitsQuery> = graphql`
  query UrgentUnitsQuery(
    $phase: GlobalID!
    $package: String!
    $kinds: [UnitKind!]
    $area: String
    $open: Boolean
    $coverage: Int
    $first: Int!
  ) {
    needs(
      phase: $phase
      package: $package
      kinds: $kinds
      area: $area
      open: $open
      coverage: $coverage
      first: $first
    ) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
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
  }
`;

const areaDocument: Doc<AreaNameQuery> = graphql`
  query AreaNameQuery($code: String!) {
    area(code: $code) {
      name
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

function InArea({ code, clear }: { code: string; clear: string }) {
  const t = useText();
  const { data } = useRead(areaDocument, { code });
  const name = data?.area?.name ?? code;
  return <Head title={t(words.inArea)(name)} clear={clear} label={t(words.everywhere)} />;
}

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
  const { kinds, phase, packageCode, area, step, shown, more } = props;
  const reading = useRead(urgentDocument, {
    phase: phase.id,
    package: packageCode,
    kinds,
    area: area ?? null,
    open: step === undefined ? true : null,
    coverage: step ?? null,
    first: shown,
  });
  return (
    <Read reading={reading}>
      {({ needs }) => (
        <>
          {area && <InArea code={area} clear={props.without} />}
          {step !== undefined && (
            <Head
              title={`${t(words.met)}: ${t(coverageWord(step))}`}
              clear={props.withoutStep}
              label={t(words.anyStep)}
            />
          )}
          {needs.edges.length === 0 ? (
            <Empty title={t(words.noneOpen)}>{t(words.noneOpenWhy)}</Empty>
          ) : (
            <>
              <h2 className={css.why}>
                {t(words.urgent)(t(packageNameOf(packageCode)), phase.number)}
              </h2>
              <GiveFirst
                codes={needs.edges.map(({ node }) => node.unit.code)}
                packageCode={packageCode}
              />
              <UnitList>
                {needs.edges.map(({ node }, index) => (
                  <UnitItem
                    key={node.unit.code}
                    unit={summaryOf(node.unit, node, t)}
                    href={to.unit(node.unit.code)}
                    rank={index + 1}
                    action={<Give code={node.unit.code} />}
                  />
                ))}
              </UnitList>
              <More next={needs.pageInfo.hasNextPage} shown={shown} more={more} />
            </>
          )}
        </>
      )}
    </Read>
  );
}
