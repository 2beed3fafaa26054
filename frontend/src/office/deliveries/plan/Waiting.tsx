import { type ReactNode, useState, useTransition } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { WaitingQuery } from '../../__generated__/WaitingQuery.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { usePhases } from '../../shared/programme.ts';
import css from '../../shell/forms/Form.module.css';
import { useLoad } from '../../shell/load.ts';
import { candidateOf } from './candidates.ts';

/** How many allocations the list to plan from shows at once. */
const AT_ONCE = 100;

const document = graphql`
  query WaitingQuery($package: ID, $area: ID, $first: Int!, $after: String) {
    areas(level: KECAMATAN) {
      id
      name
      kota {
        id
        name
      }
    }
    viewer {
      organisation {
        id
        allocationsToLoad(package: $package, area: $area, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...candidates_allocation
            }
          }
        }
      }
    }
  }
`;

const words = {
  package: ['Paket', 'Package'],
  area: ['Kecamatan', 'Kecamatan'],
  all: ['Semua', 'All'],
  shown: [
    (from: string, to: string, all: string) =>
      `Alokasi ${from}–${to} dari ${all} yang menunggu, yang tertua di atas.`,
    (from: string, to: string, all: string) =>
      `Allocations ${from}–${to} of ${all} that wait, the oldest first.`,
  ],
  next: ['Berikutnya', 'Next'],
  start: ['Ke awal', 'To the start'],
} as const satisfies Record<string, Pair<unknown>>;

type Narrowed = { package: string | null; area: string | null };

const everything: Narrowed = { package: null, area: null };

/** The list to plan from, as it is narrowed and turned; what was chosen before stays chosen. */
export function useWaiting() {
  const [narrowed, setNarrowed] = useState(everything);
  const [page, setPage] = useState({ after: null as string | null, from: 1 });
  const [turning, start] = useTransition();
  const data = useLoad<WaitingQuery>(
    document,
    { ...narrowed, first: AT_ONCE, after: page.after },
    { fetchPolicy: 'store-and-network' },
  );
  const list = data.viewer?.organisation?.allocationsToLoad;
  const rows = list?.edges.map((edge) => candidateOf(edge.node)) ?? [];
  const cursor = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : undefined;
  return {
    data,
    rows,
    all: list?.totalCount ?? 0,
    from: page.from,
    turning,
    filter: narrowed,
    /** Whether it shows less than all, or not its beginning. */
    narrowed: narrowed.package !== null || narrowed.area !== null || page.after !== null,
    narrow: (change: Partial<Narrowed>) =>
      start(() => {
        setNarrowed({ ...narrowed, ...change });
        setPage({ after: null, from: 1 });
      }),
    next: cursor
      ? () => start(() => setPage({ after: cursor, from: page.from + rows.length }))
      : undefined,
    first: page.after ? () => start(() => setPage({ after: null, from: 1 })) : undefined,
  };
}

type WaitingProps = ReturnType<typeof useWaiting>;

type SelectProps = {
  label: string;
  value: string | null;
  onValue: (value: string | null) => void;
  children: ReactNode;
};

function Select({ label, value, onValue, children }: SelectProps) {
  const t = useText();
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={value ?? ''}
          onChange={(event) => onValue(event.currentTarget.value || null)}
        >
          <option value="">{t(words.all)}</option>
          {children}
        </select>
      )}
    </Field>
  );
}

/** Narrows the list to plan from, and turns its pages. */
export function Waiting({
  data,
  rows,
  all,
  from,
  turning,
  filter,
  narrow,
  next,
  first,
}: WaitingProps) {
  const t = useText();
  const lang = useLang();
  const { phases } = usePhases();
  const packages = new Map(
    phases.flatMap((phase) => phase.packages.map((each) => [each.package.id, each.package.code])),
  );
  const kotas = new Map(data.areas.flatMap(({ kota }) => (kota ? [[kota.id, kota.name]] : [])));
  return (
    <div className={css.form} aria-busy={turning}>
      <div className={css.pair}>
        <Select
          label={t(words.package)}
          value={filter.package}
          onValue={(value) => narrow({ package: value })}
        >
          {[...packages].map(([id, code]) => (
            <option key={id} value={id}>
              {t(packageNameOf(code))}
            </option>
          ))}
        </Select>
        <Select
          label={t(words.area)}
          value={filter.area}
          onValue={(value) => narrow({ area: value })}
        >
          {[...kotas].map(([id, name]) => (
            <optgroup key={id} label={name}>
              {data.areas
                .filter((each) => each.kota?.id === id)
                .map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      </div>
      {(next || first) && (
        <div className={css.buttons}>
          <span>
            {t(words.shown)(
              number(from, lang),
              number(from + rows.length - 1, lang),
              number(all, lang),
            )}
          </span>
          {first && <Button onPress={first}>{t(words.start)}</Button>}
          {next && <Button onPress={next}>{t(words.next)}</Button>}
        </div>
      )}
    </div>
  );
}
