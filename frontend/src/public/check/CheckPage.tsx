import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { CheckPageQuery } from '../__generated__/CheckPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { pointIn, useGeolocation } from '../shared/geolocation.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { lazy, useLazy } from '../shell/lazy.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import css from './Check.module.css';

const document: Doc<CheckPageQuery> = graphql`
  query CheckPageQuery {
    areas(level: KELURAHAN) {
      code
      name
      kecamatan {
        name
      }
      kota {
        name
      }
    }
  }
`;

const words = {
  title: ['Cek RW saya', 'Check my RW'],
  lead: [
    'Berapa keluarga rentan yang tercatat di RW Anda, apa yang dijanjikan untuk mereka, dan apa yang masih kurang.',
    'How many vulnerable families your RW has on record, what is promised to them, and what is still missing.',
  ],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  pick: ['Pilih kelurahan', 'Choose a kelurahan'],
  rw: ['Nomor RW', 'Number of the RW'],
  rwHint: ['Angkanya, misalnya 5. Boleh kosong.', 'The number, such as 5. May stay empty.'],
  rwWrong: [
    'Tulis nomor RW dengan angka, misalnya 5, atau kosongkan untuk memilih dari daftar.',
    'Write the number of the RW in digits, such as 5, or leave it empty to choose from a list.',
  ],
  send: ['Cek', 'Check'],
  here: ['Pakai letak saya', 'Use my place'],
  finding: ['Mencari letak Anda…', 'Finding where you are…'],
  noPlace: [
    'Letak Anda tidak terbaca. Pilih kelurahan Anda di atas.',
    'Your place could not be read. Choose your kelurahan above.',
  ],
  placeWhy: [
    'Letak Anda hanya dipakai untuk mencari RW terdekat dan tidak disimpan.',
    'Your place is used to find the nearest RW, and is not kept.',
  ],
} as const satisfies Record<string, Pair>;

const rwPart = lazy(() => import('./CheckedUnit.tsx'));
const choicePart = lazy(() => import('./ChooseRw.tsx'));

/** "5", "005" or "RW 05", as people write it. */
const oneNumber = /^(rw)?[ .]*[0-9]{1,3}$/i;

type Area = CheckPageQuery['response']['areas'][number];

/** Kelurahan by name under their kecamatan, which stand by kota. */
function grouped(areas: readonly Area[]) {
  const groups = new Map<string, Area[]>();
  for (const area of areas) {
    const name = `${area.kecamatan?.name ?? ''}, ${area.kota?.name ?? ''}`;
    groups.set(name, [...(groups.get(name) ?? []), area]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function Kelurahan({ areas }: { areas: readonly Area[] }) {
  return grouped(areas).map(([name, all]) => (
    <optgroup label={name} key={name}>
      {[...all]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((area) => (
          <option key={area.code} value={area.code}>
            {area.name}
          </option>
        ))}
    </optgroup>
  ));
}

function Form() {
  const t = useText();
  const { data, error, again } = useRead(document, {});
  const { state: place, find } = useGeolocation((dekat) => go(withQuery(to.check, { dekat })));

  const [wrong, setWrong] = useState(false);

  if (error) return <Failed error={error} again={again} />;
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <form
        className={css.form}
        action={to.check}
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          const rw = String(typed.get('rw')).trim();
          if (rw && !oneNumber.test(rw)) {
            setWrong(true);
            event.currentTarget.querySelector('input')?.focus();
            return;
          }
          go(
            withQuery(to.check, {
              kelurahan: String(typed.get('kelurahan')),
              rw,
            }),
          );
        }}
      >
        <Field label={t(words.kelurahan)}>
          {(control) => (
            <select {...control} name="kelurahan" required>
              <option value="">{t(words.pick)}</option>
              <Kelurahan areas={data?.areas ?? []} />
            </select>
          )}
        </Field>
        <div className={css.number}>
          <Field label={t(words.rw)} hint={t(words.rwHint)} error={wrong && t(words.rwWrong)}>
            {(control) => (
              <input
                {...control}
                name="rw"
                inputMode="numeric"
                maxLength={20}
                onInput={() => setWrong(false)}
              />
            )}
          </Field>
        </div>
        <div className={css.buttons}>
          <Button type="submit" look="primary">
            {t(words.send)}
          </Button>
          {place !== 'none' && (
            <Button onPress={find} busy={place === 'busy'}>
              {t(place === 'busy' ? words.finding : words.here)}
            </Button>
          )}
        </div>
        {place === 'failed' && (
          <p className={css.failed} role="alert">
            {t(words.noPlace)}
          </p>
        )}
        {place !== 'none' && <p className={css.note}>{t(words.placeWhy)}</p>}
      </form>
    </>
  );
}

export function Page({ here }: PageProps) {
  const kelurahan = here.query.get('kelurahan') ?? '';
  const rw = Number((here.query.get('rw') ?? '').replace(/\D/g, ''));
  const near = pointIn(here.query.get('dekat'));
  const whole = kelurahan && rw > 0;
  const checked = useLazy(rwPart, Boolean(whole));
  const choice = useLazy(choicePart, Boolean(kelurahan || near));
  if (!kelurahan && !near) return <Form />;
  if (!choice) return null;
  const choose = <choice.ChooseRw kelurahan={kelurahan} rw={rw} near={near} />;
  if (!whole) return choose;
  return checked ? (
    <checked.CheckedUnit code={`${kelurahan}.${String(rw).padStart(3, '0')}`} missing={choose} />
  ) : null;
}
