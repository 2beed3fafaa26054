import { useState } from 'react';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty, Loading, Notice } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { proposalSource } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProposePageQuery } from '../__generated__/ProposePageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { placeOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './SubmissionForm.module.css';
import { OneOf, SubmissionForm, useForm } from './SubmissionForm.tsx';

const document: Doc<ProposePageQuery> = graphql`
  query ProposePageQuery($code: String!) {
    unit(code: $code) {
      code
      name
      kind
      families
      people
      belowThreshold
      isExample
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
  return (
    <>
      <PageHead
        back={{ href: to.unit(unit.code), label: unitName(unit) }}
        title={t(words.title)}
        lead={`${unitName(unit)}, ${placeOf(unit)}`}
      />
      <Now unit={unit} />
      <Proposal form={form} unit={unit} today={clock.today} />
    </>
  );
}

type Unit = NonNullable<ProposePageQuery['response']['unit']>;

/** The data that the unit has now. */
function Now({ unit }: { unit: Unit }) {
  const t = useText();
  const lang = useLang();
  const print = (value: number | null | undefined) => (value == null ? '–' : number(value, lang));
  const families = unit.belowThreshold ? '<5' : print(unit.families);
  const what =
    unit.kind === 'RW'
      ? t(words.both)(families, print(unit.people))
      : t(words.living)(print(unit.people));
  return (
    <div className={css.now}>
      <Notice tone="note">
        <p>
          {unit.snapshot
            ? t(words.nowIs)(what, `${day(unit.snapshot.day, lang)} (${unit.snapshot.source})`)
            : t(words.nowNone)}{' '}
          {unit.isExample && t(words.example)}
        </p>
        <p>{t(words.how)}</p>
      </Notice>
    </div>
  );
}

/** An institution’s figures never come from RT or RW, nor those of an RW from an institution. */
const sourcesOf = (isRw: boolean) =>
  (Object.keys(proposalSource) as (keyof typeof proposalSource)[]).filter(
    (source) => source !== (isRw ? 'INSTITUTION' : 'RT_RW'),
  );

type ProposalProps = { form: ReturnType<typeof useForm>; unit: Unit; today: string };

function Proposal({ form, unit, today }: ProposalProps) {
  const t = useText();
  const isRw = unit.kind === 'RW';
  const count = (name: 'families' | 'people', label: Pair) => (
    <Count
      label={t(label)}
      name={name}
      now={unit[name]}
      typed={form.typed[name]}
      error={form.errors[name]}
    />
  );
  return (
    <SubmissionForm form={form} action={to.propose(unit.code)} send={t(words.send)}>
      <div className={css.pair}>
        {isRw && count('families', words.families)}
        {count('people', isRw ? words.people : words.peopleHere)}
      </div>
      <OneOf
        form={form}
        name="source"
        label={t(words.source)}
        options={sourcesOf(isRw).map((source) => [source, t(proposalSource[source])] as const)}
      />
      <div className={css.pair}>
        <Field label={t(words.day)} error={form.errors.day}>
          {(control) => (
            <input
              {...control}
              name="day"
              type="date"
              max={today}
              min={unit.snapshot?.day}
              defaultValue={form.typed.day ?? today}
            />
          )}
        </Field>
      </div>
      <Field label={t(words.remark)} hint={t(words.remarkHint)} error={form.errors.remark}>
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
    </SubmissionForm>
  );
}
