import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { PageProps } from '../pages.ts';
import { pointIn, useGeolocation } from '../shared/geolocation.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { lazy, useLazy } from '../shell/lazy.ts';
import { type Phase, packageOf, useProgramme } from '../shell/programme.ts';
import { go, type Query } from '../shell/router.ts';
import css from './Units.module.css';

const words = {
  title: ['Unit prioritas', 'Priority units'],
  lead: [
    'RW, panti, dan pesantren yang kebutuhannya diumumkan Pemprov.',
    'RWs, homes and pesantren whose needs the provincial government has published.',
  ],
  search: ['Cari RW, kelurahan, atau nama panti', 'Find an RW, a kelurahan or a home'],
  example: ['misalnya rw 5 kebayoran lama', 'for example: rw 5 kebayoran lama'],
  find: ['Cari', 'Find'],
  near: ['Dekat saya', 'Near me'],
  finding: ['Mencari…', 'Finding…'],
  noPlace: [
    'Letak Anda tidak terbaca. Ketik kelurahan Anda.',
    'Your place could not be read. Type the name of your kelurahan.',
  ],
  kind: ['Jenis', 'Kind'],
  anyKind: ['Semua', 'All'],
  package: ['Paket', 'Package'],
  view: ['Tampilan', 'View'],
  list: ['Daftar', 'List'],
  map: ['Peta dan daftar', 'Map and list'],
  order: ['Urutan', 'Order'],
  nearest: ['Terdekat', 'Nearest'],
  neediest: ['Paling membutuhkan', 'Most in need'],
} as const satisfies Record<string, Pair>;

const mapPart = lazy(() => import('./UnitsMap.tsx'));
const urgentPart = lazy(() => import('./UrgentUnits.tsx'));
const nearPart = lazy(() => import('./NearUnits.tsx'));
const needsPart = lazy(() => import('./NearNeeds.tsx'));
const searchedPart = lazy(() => import('./SearchedUnits.tsx'));

/** Scrolls to the results, which stand below the filters. */
function show(href: string): void {
  go(href);
  const results = document.getElementById('hasil') as HTMLElement;
  results.focus();
  results.scrollIntoView();
}

const kinds = Object.keys(unitKind) as (keyof typeof unitKind)[];

type Change = Record<string, string | undefined>;

/** What the address says is shown: it alone reproduces the view. */
function viewOf(query: Query) {
  const get = (name: string) => query.get(name) ?? '';
  const view = {
    query,
    search: get('cari').trim() || undefined,
    kind: kinds.find((each) => each === get('jenis')),
    area: get('wilayah') || undefined,
    package: get('paket') || 'SEMBAKO',
    near: pointIn(get('dekat')),
    map: get('tampilan') === 'peta',
    nearName: get('di') || undefined,
    step: /^[0-6]$/.test(get('terpenuhi')) ? Number(get('terpenuhi')) : undefined,
    byNeed: get('urut') === 'butuh',
    shown: Math.min(Math.max(Number(get('tampil')) || 20, 20), 500),
  };
  /** The address of the view with something changed. */
  const address = (change: Change) =>
    withQuery(to.units, {
      cari: view.search,
      jenis: view.kind,
      wilayah: view.area,
      paket: view.package === 'SEMBAKO' ? undefined : view.package,
      dekat: query.get('dekat'),
      di: view.nearName,
      ukur: query.get('ukur'),
      terpenuhi: query.get('terpenuhi'),
      urut: view.near && view.byNeed ? 'butuh' : undefined,
      tampilan: view.map ? 'peta' : undefined,
      ...change,
    });
  return {
    ...view,
    address,
    /** That of what is near a point, which has a name where it is a unit's. */
    nearTo: (dekat: string, di?: string) =>
      address({ dekat, di, cari: undefined, wilayah: undefined }),
  };
}

type View = ReturnType<typeof viewOf>;

/** Each package is looked for in the first phase in which it is still to be given. */
function phasesByPackage(phases: readonly Phase[]) {
  const found = new Map<string, Phase>();
  for (const each of phases) {
    for (const { package: of } of each.packages) {
      if (!found.has(of.code)) found.set(of.code, each);
    }
  }
  return found;
}

export function Page({ here }: PageProps) {
  const t = useText();
  const view = viewOf(here.query);
  const { phases, programme } = useProgramme();
  const phaseOf = phasesByPackage(phases);
  const phase = phaseOf.get(view.package) ?? phases[0];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <search>
        <SearchForm view={view} />
        <Row
          label={words.kind}
          view={view}
          chips={[
            [words.anyKind, { jenis: undefined }, !view.kind],
            ...kinds.map((kind) => [unitKind[kind], { jenis: kind }, view.kind === kind] as const),
          ]}
        />
        <Row
          label={words.package}
          view={view}
          chips={[...phaseOf.keys()].map((code) => [
            packageNameOf(code),
            { paket: code },
            view.package === code,
          ])}
        />
        <Row
          label={words.view}
          view={view}
          chips={[
            [words.list, { tampilan: undefined }, !view.map],
            [words.map, { tampilan: 'peta' }, view.map],
          ]}
        />
      </search>
      <div className={css.results} id="hasil" tabIndex={-1}>
        <Results view={view} phase={phase} of={packageOf(programme, view.package)} />
      </div>
    </>
  );
}

function SearchForm({ view }: { view: View }) {
  const t = useText();
  const { state: place, find: findMe } = useGeolocation((dekat) => show(view.nearTo(dekat)));
  const [text, setText] = useState(view.search ?? '');

  // Back and forward change the address, not the box.
  useEffect(() => setText(view.search ?? ''), [view.search]);

  return (
    <>
      <form
        className={css.search}
        action={`${to.units}#hasil`}
        onSubmit={(event) => {
          event.preventDefault();
          show(view.address({ cari: text.trim() || undefined, dekat: undefined, di: undefined }));
        }}
      >
        {view.map && <input type="hidden" name="tampilan" value="peta" />}
        {view.kind && <input type="hidden" name="jenis" value={view.kind} />}
        {view.package !== 'SEMBAKO' && <input type="hidden" name="paket" value={view.package} />}
        <div className={css.box}>
          <Field label={t(words.search)} hint={t(words.example)}>
            {(control) => (
              <input
                {...control}
                type="search"
                name="cari"
                autoComplete="off"
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <div className={css.buttons}>
          <Button type="submit" look="primary">
            {t(words.find)}
          </Button>
          {place !== 'none' && (
            <Button onPress={findMe} busy={place === 'busy'}>
              {t(place === 'busy' ? words.finding : words.near)}
            </Button>
          )}
        </div>
      </form>
      {place === 'failed' && (
        <p className={css.failed} role="alert">
          {t(words.noPlace)}
        </p>
      )}
    </>
  );
}

type RowProps = {
  label: Pair;
  view: View;
  chips: readonly (readonly [name: Pair, change: Change, on: boolean])[];
};

/** A row of views that differ in one thing. */
function Row({ label, view, chips }: RowProps) {
  const t = useText();
  return (
    <FilterRow label={t(label)}>
      {chips.map(([name, change, on]) => (
        <FilterChip key={t(name)} href={view.address(change)} on={on}>
          {t(name)}
        </FilterChip>
      ))}
    </FilterRow>
  );
}

type ResultsProps = {
  view: View;
  phase: Phase | undefined;
  /** The package. */
  of: ReturnType<typeof packageOf>;
};

/** What is listed: near a point, by words, or by need; its parts load before the programme is there. */
function Results({ view, phase, of }: ResultsProps) {
  const near = useLazy(nearPart, !!view.near && !view.byNeed);
  const needs = useLazy(needsPart, !!view.near && view.byNeed);
  const searched = useLazy(searchedPart, !!view.search);
  const urgent = useLazy(urgentPart, !view.near && !view.search);
  const map = useLazy(mapPart, view.map);
  if (!phase || !of) return null;
  const { address } = view;
  const filters = {
    kinds: view.kind ? [view.kind] : null,
    phase,
    packageCode: of.code,
    packageId: of.id,
  };
  const around = {
    ...filters,
    name: view.nearName,
    without: address({ dekat: undefined, di: undefined, urut: undefined }),
  };
  const grown = {
    ...filters,
    area: view.area,
    shown: view.shown,
    more: (count: number) => address({ tampil: String(count) }),
  };
  return (
    <>
      {map && <map.UnitsMap {...filters} query={view.query} address={address} />}
      {view.near && (
        <Row
          label={words.order}
          view={view}
          chips={[
            [words.nearest, { urut: undefined }, !view.byNeed],
            [words.neediest, { urut: 'butuh' }, view.byNeed],
          ]}
        />
      )}
      {view.near && needs && <needs.NearNeeds {...around} near={view.near} />}
      {view.near && near && <near.NearUnits {...around} near={view.near} />}
      {!view.near && view.search && searched && (
        <searched.SearchedUnits
          {...grown}
          search={view.search}
          near={view.nearTo}
          without={address({ cari: undefined })}
        />
      )}
      {urgent && (
        <urgent.UrgentUnits
          {...grown}
          step={view.step}
          without={address({ wilayah: undefined })}
          withoutStep={address({ terpenuhi: undefined })}
        />
      )}
    </>
  );
}
