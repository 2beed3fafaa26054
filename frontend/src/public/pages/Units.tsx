import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import { to, withQuery } from '../address.ts';
import { later, useLater } from '../later.ts';
import type { PageProps } from '../pages.ts';
import { placeIn, useMyPlace } from '../place.ts';
import { type Phase, useProgramme } from '../programme.ts';
import { go, type Query } from '../router.ts';
import { packageNameOf } from '../units.ts';
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

const mapPart = later('parts/UnitsMap.tsx', () => import('../parts/UnitsMap.tsx'));
const urgentPart = later('parts/UrgentUnits.tsx', () => import('../parts/UrgentUnits.tsx'));
const nearPart = later('parts/NearUnits.tsx', () => import('../parts/NearUnits.tsx'));
const needsPart = later('parts/NearNeeds.tsx', () => import('../parts/NearNeeds.tsx'));
const searchedPart = later('parts/SearchedUnits.tsx', () => import('../parts/SearchedUnits.tsx'));

/** Goes to what was asked for; as it lies below the filters, one reads on there. */
function show(href: string): void {
  go(href);
  const results = document.getElementById('hasil') as HTMLElement;
  results.focus();
  results.scrollIntoView();
}

const kinds = Object.keys(unitKind) as (keyof typeof unitKind)[];

/** What the address says is shown: it alone reproduces the view. */
function viewOf(query: Query) {
  const kind = kinds.find((each) => each === query.get('jenis'));
  return {
    search: query.get('cari')?.trim() || undefined,
    kind,
    area: query.get('wilayah') || undefined,
    package: query.get('paket') || 'SEMBAKO',
    near: placeIn(query.get('dekat')),
    map: query.get('tampilan') === 'peta',
    nearName: query.get('di') || undefined,
    step: /^[0-6]$/.test(query.get('terpenuhi') ?? '') ? Number(query.get('terpenuhi')) : undefined,
    byNeed: query.get('urut') === 'butuh',
    shown: Math.min(Math.max(Number(query.get('tampil')) || 20, 20), 500),
  };
}

export function Page({ here }: PageProps) {
  const t = useText();
  const view = viewOf(here.query);
  const { phases } = useProgramme();
  // Each package is looked for in the first phase in which it is still to be given.
  const phaseOf = new Map<string, Phase>();
  for (const each of phases) {
    for (const { package: of } of each.packages) {
      if (!phaseOf.has(of.code)) phaseOf.set(of.code, each);
    }
  }
  const phase = phaseOf.get(view.package) ?? phases[0];
  const near = useLater(nearPart, view.near !== undefined && !view.byNeed);
  const needs = useLater(needsPart, view.near !== undefined && view.byNeed);
  const searched = useLater(searchedPart, view.search !== undefined);
  const urgent = useLater(urgentPart, !view.near && !view.search);
  const map = useLater(mapPart, view.map);
  const [text, setText] = useState(view.search ?? '');

  // Back and forward change the address, not the box.
  useEffect(() => setText(view.search ?? ''), [view.search]);

  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.units, {
      cari: view.search,
      jenis: view.kind,
      wilayah: view.area,
      paket: view.package === 'SEMBAKO' ? undefined : view.package,
      dekat: here.query.get('dekat'),
      di: view.nearName,
      ukur: here.query.get('ukur'),
      terpenuhi: here.query.get('terpenuhi'),
      urut: view.near && view.byNeed ? 'butuh' : undefined,
      tampilan: view.map ? 'peta' : undefined,
      ...change,
    });

  const nearTo = (dekat: string, di?: string) =>
    address({ dekat, di, cari: undefined, wilayah: undefined });
  const { state: place, find: findMe } = useMyPlace((dekat) => show(nearTo(dekat)));

  const filters = { kinds: view.kind ? [view.kind] : null };
  const around = phase && {
    phase,
    packageCode: view.package,
    without: address({ dekat: undefined, di: undefined, urut: undefined }),
  };
  const grown = around && {
    ...around,
    area: view.area,
    shown: view.shown,
    more: (count: number) => address({ tampil: String(count) }),
  };
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <search>
        <form
          className={css.search}
          action={`${to.units}#hasil`}
          onSubmit={(event) => {
            event.preventDefault();
            show(address({ cari: text.trim() || undefined, dekat: undefined, di: undefined }));
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
        <FilterRow label={t(words.kind)}>
          <FilterChip href={address({ jenis: undefined })} on={!view.kind}>
            {t(words.anyKind)}
          </FilterChip>
          {kinds.map((kind) => (
            <FilterChip key={kind} href={address({ jenis: kind })} on={view.kind === kind}>
              {t(unitKind[kind])}
            </FilterChip>
          ))}
        </FilterRow>
        <FilterRow label={t(words.package)}>
          {[...phaseOf.keys()].map((code) => (
            <FilterChip key={code} href={address({ paket: code })} on={view.package === code}>
              {t(packageNameOf(code))}
            </FilterChip>
          ))}
        </FilterRow>
        <FilterRow label={t(words.view)}>
          <FilterChip href={address({ tampilan: undefined })} on={!view.map}>
            {t(words.list)}
          </FilterChip>
          <FilterChip href={address({ tampilan: 'peta' })} on={view.map}>
            {t(words.map)}
          </FilterChip>
        </FilterRow>
      </search>
      <div className={css.results} id="hasil" tabIndex={-1}>
        {phase && around && grown && (
          <>
            {map && (
              <map.UnitsMap
                {...filters}
                phase={phase}
                packageCode={view.package}
                query={here.query}
                address={address}
              />
            )}
            {view.near && (
              <FilterRow label={t(words.order)}>
                <FilterChip href={address({ urut: undefined })} on={!view.byNeed}>
                  {t(words.nearest)}
                </FilterChip>
                <FilterChip href={address({ urut: 'butuh' })} on={view.byNeed}>
                  {t(words.neediest)}
                </FilterChip>
              </FilterRow>
            )}
            {view.near
              ? (needs && (
                  <needs.NearNeeds {...filters} {...around} near={view.near} name={view.nearName} />
                )) ||
                (near && (
                  <near.NearUnits {...filters} {...around} near={view.near} name={view.nearName} />
                ))
              : view.search
                ? searched && (
                    <searched.SearchedUnits
                      {...filters}
                      search={view.search}
                      {...grown}
                      near={nearTo}
                      without={address({ cari: undefined })}
                    />
                  )
                : urgent && (
                    <urgent.UrgentUnits
                      {...filters}
                      step={view.step}
                      {...grown}
                      without={address({ wilayah: undefined })}
                      withoutStep={address({ terpenuhi: undefined })}
                    />
                  )}
          </>
        )}
      </div>
    </>
  );
}
