import { useState } from 'react';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty, Loading, Notice } from '../../ui/States.tsx';
import { proposalSource } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProposeQuery } from '../__generated__/ProposeQuery.graphql.ts';
import { to } from '../address.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import css from '../parts/TellForm.module.css';
import { OneOf, TellForm, useForm } from '../parts/TellForm.tsx';
import { useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { placeOf, unitName } from '../units.ts';

const document: Doc<ProposeQuery> = graphql`
  query ProposeQuery($code: String!) {
    unit(code: $code) {
      code
      name
      kind
      families
      people
      few
      example
      snapshot {
        source
        day
      }
      kelurahan {
        name
      }
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
  title: ['Perbarui data unit', 'Update the unit’s data'],
  none: ['Unit ini tidak ada', 'There is no such unit'],
  find: ['Cari unit', 'Find a unit'],
  nowIs: [
    (what: string, when: string) => `Data sekarang: ${what}, per ${when}.`,
    (what: string, when: string) => `The data now: ${what}, as of ${when}.`,
  ],
  both: [
    (families: string, people: string) => `${families} KK rentan, ${people} jiwa`,
    (families: string, people: string) => `${families} vulnerable families, ${people} people`,
  ],
  living: [(people: string) => `${people} penghuni`, (people: string) => `${people} people`],
  nowNone: ['Belum ada data untuk unit ini.', 'There are no data for this unit yet.'],
  example: ['Ini data contoh, bukan data resmi.', 'These are example data, not official ones.'],
  how: [
    'Pemprov memeriksa usulan Anda. Kalau dipakai, angkanya menjadi data unit ini.',
    'The provincial government checks what you propose. If it is taken up, it becomes the unit’s data.',
  ],
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa dalam KK itu', 'People in these families'],
  peopleHere: ['Jumlah penghuni', 'People living there'],
  now: [(n: string) => `Sekarang ${n}.`, (n: string) => `Now ${n}.`],
  change: [
    (from: string, to: string, by: string) => `${from} menjadi ${to} (${by})`,
    (from: string, to: string, by: string) => `${from} becomes ${to} (${by})`,
  ],
  source: ['Dari mana angkanya?', 'Where do the figures come from?'],
  day: ['Keadaan per hari', 'As of the day'],
  remark: ['Catatan (boleh dikosongkan)', 'Remark (optional)'],
  remarkHint: [
    'Misalnya mengapa jumlahnya berubah. Jangan tulis nama atau NIK siapa pun.',
    'Such as why the number has changed. Leave out anybody’s name or number.',
  ],
  send: ['Kirim usulan', 'Send the proposal'],
} as const satisfies Record<string, Pair<unknown>>;

type CountProps = {
  label: string;
  name: string;
  now: number | null | undefined;
  typed: string | undefined;
  error: string | undefined;
};

/** A number of families or people, with what it is now and what would change. */
function Count({ label, name, now, typed, error }: CountProps) {
  const t = useText();
  const lang = useLang();
  const [value, setValue] = useState(typed ?? '');
  const count = /^[0-9][0-9., ]*$/.test(value) ? Number(value.replace(/[., ]/g, '')) : undefined;
  const by = count === undefined || now == null ? 0 : count - now;
  return (
    <div>
      <Field
        label={label}
        hint={now == null ? undefined : t(words.now)(number(now, lang))}
        error={error}
      >
        {(control) => (
          <input
            {...control}
            name={name}
            type="text"
            inputMode="numeric"
            maxLength={12}
            autoComplete="off"
            defaultValue={typed}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        )}
      </Field>
      {now != null && count !== undefined && by !== 0 && (
        <p className={css.change}>
          {t(words.change)(
            number(now, lang),
            number(count, lang),
            `${by > 0 ? '+' : '−'}${number(Math.abs(by), lang)}`,
          )}
        </p>
      )}
    </div>
  );
}

export function Page({ parts }: PageProps) {
  const t = useText();
  const lang = useLang();
  const form = useForm();
  const { clock } = useProgramme();
  const code = parts[0] ?? '';
  const { data, error, again } = useRead(document, { code });
  if (error) return <Failed error={error} again={again} />;
  if (!data || !clock) return <Loading lines={6} />;
  const unit = data.unit;
  if (!unit) {
    return (
      <Empty
        whole
        title={t(words.none)}
        action={<Button href={to.units}>{t(words.find)}</Button>}
      />
    );
  }
  const isRw = unit.kind === 'RW';
  const families = unit.few ? '<5' : unit.families == null ? '–' : number(unit.families, lang);
  const people = unit.people == null ? '–' : number(unit.people, lang);
  const sources = (Object.keys(proposalSource) as (keyof typeof proposalSource)[]).filter(
    (source) => source !== (isRw ? 'INSTITUTION' : 'RT_RW'),
  );
  const what = isRw ? t(words.both)(families, people) : t(words.living)(people);
  return (
    <>
      <PageHead
        back={{ href: to.unit(unit.code), label: unitName(unit) }}
        title={t(words.title)}
        lead={`${unitName(unit)}, ${placeOf(unit)}`}
      />
      <div className={css.now}>
        <Notice tone="note">
          <p>
            {unit.snapshot
              ? t(words.nowIs)(what, `${day(unit.snapshot.day, lang)} (${unit.snapshot.source})`)
              : t(words.nowNone)}{' '}
            {unit.example && t(words.example)}
          </p>
          <p>{t(words.how)}</p>
        </Notice>
      </div>
      <TellForm form={form} action={to.propose(unit.code)} send={t(words.send)}>
        <div className={css.pair}>
          {isRw && (
            <Count
              label={t(words.families)}
              name="families"
              now={unit.families}
              typed={form.typed.families}
              error={form.wrong.families}
            />
          )}
          <Count
            label={t(isRw ? words.people : words.peopleHere)}
            name="people"
            now={unit.people}
            typed={form.typed.people}
            error={form.wrong.people}
          />
        </div>
        <OneOf
          form={form}
          name="source"
          label={t(words.source)}
          options={sources.map((source) => [source, t(proposalSource[source])] as const)}
        />
        <div className={css.pair}>
          <Field label={t(words.day)} error={form.wrong.day}>
            {(control) => (
              <input
                {...control}
                name="day"
                type="date"
                max={clock.today}
                min={unit.snapshot?.day}
                defaultValue={form.typed.day ?? clock.today}
              />
            )}
          </Field>
        </div>
        <Field label={t(words.remark)} hint={t(words.remarkHint)} error={form.wrong.remark}>
          {(control) => (
            <textarea
              {...control}
              name="remark"
              rows={3}
              maxLength={1000}
              defaultValue={form.typed.remark}
            />
          )}
        </Field>
      </TellForm>
    </>
  );
}
