import type { ComponentType } from 'react';
import { day } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { sides } from '../../words/sides.ts';
import type { rowFiltersNamesQuery } from '../__generated__/rowFiltersNamesQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { packageNameOf } from '../shared/units.ts';
import { withQuery } from '../shell/address.ts';
import { Failed, Missing } from '../shell/Failed.tsx';
import { type Phase, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import type { Here } from '../shell/router.ts';
import css from './Recap.module.css';

const namesDocument: Doc<rowFiltersNamesQuery> = graphql`
  query rowFiltersNamesQuery($organisation: ID!) {
    organisation(id: $organisation) {
      name
    }
  }
`;

const words = {
  since: [(when: string) => `sejak ${when}`, (when: string) => `since ${when}`],
  until: [(when: string) => `sampai ${when}`, (when: string) => `up to ${when}`],
  take: [(what: string) => `Lepas saringan ${what}`, (what: string) => `Remove the filter ${what}`],
  asGiver: [(name: string) => `${name} sebagai pemberi`, (name: string) => `${name} as the giver`],
  asExecutor: [
    (name: string) => `${name} sebagai pelaksana`,
    (name: string) => `${name} as the executor`,
  ],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
} as const satisfies Record<string, Pair<unknown>>;

// An id of nothing finds nothing.
const nobody = btoa('Organisation:0');

export type RowsProps = { here: Here; phase?: Phase | undefined; packageId?: string | undefined };

/** A page of rows, once the phase and the package of its address are known. */
export function RowsPage({ here, Rows }: PageProps & { Rows: ComponentType<RowsProps> }) {
  const { programme, error, again } = useProgramme();
  const wanted = here.query.get('tahap');
  const code = here.query.get('paket');
  if (!wanted && !code) return <Rows here={here} />;
  if (error) return <Failed error={error} again={again} />;
  if (!programme) return <Loading lines={8} />;
  const phase = programme.phases.find((each) => String(each.number) === wanted);
  const chosen = programme.packages.find((each) => each.code === code);
  if ((wanted && !phase) || (code && !chosen)) return <Missing />;
  return <Rows here={here} phase={phase} packageId={chosen?.id} />;
}

/** The filters in the address of a page of rows, and the address with others. */
export function rowFilters({ here, phase, packageId }: RowsProps, path: string) {
  const area = here.query.get('wilayah');
  const code = here.query.get('paket');
  const organisation = here.query.get('organisasi');
  const side = (['GIVER', 'EXECUTOR'] as const).find(
    (each) => organisation && sides[each] === here.query.get('sisi'),
  );
  const since = here.query.get('sejak');
  const until = here.query.get('sampai');
  const given = {
    paket: code,
    tahap: phase && String(phase.number),
    wilayah: area,
    organisasi: organisation,
    sisi: side && sides[side],
    sejak: since,
    sampai: until,
  };
  return {
    code,
    area,
    phase,
    organisation,
    side,
    since,
    until,
    first: Math.min(Math.max(Number(here.query.get('tampil')) || 50, 50), 1000),
    packageId: packageId ?? null,
    address: (change: Record<string, string | undefined>, file = '') =>
      withQuery(path + file, { ...given, ...change }),
  };
}

export type RowFilters = ReturnType<typeof rowFilters>;

/** What the rows are narrowed to; each filter can be taken off. */
export function FilterButtons({
  filters,
  area,
}: {
  filters: RowFilters;
  area: string | undefined;
}) {
  const t = useText();
  const lang = useLang();
  const { code, phase, organisation, side, since, until, address } = filters;
  const name = useRead(namesDocument, { organisation: organisation ?? nobody }).data?.organisation
    ?.name;
  const named = (of: string) =>
    side ? t(side === 'GIVER' ? words.asGiver : words.asExecutor)(of) : of;
  const shown = [
    code && ([t(packageNameOf(code)), 'paket'] as const),
    phase && ([t(words.phase)(phase.number), 'tahap'] as const),
    filters.area && ([area ?? filters.area, 'wilayah'] as const),
    organisation && ([named(name ?? '…'), 'organisasi'] as const),
    since && ([t(words.since)(day(since, lang)), 'sejak'] as const),
    until && ([t(words.until)(day(until, lang)), 'sampai'] as const),
  ].filter((each) => typeof each === 'object' && each !== null);
  if (shown.length === 0) return null;
  return (
    <div className={css.filters}>
      {shown.map(([label, filter]) => (
        <Button
          key={filter}
          href={address(
            filter === 'organisasi'
              ? { organisasi: undefined, sisi: undefined }
              : { [filter]: undefined },
          )}
          label={t(words.take)(label)}
        >
          {label} ×
        </Button>
      ))}
    </div>
  );
}
