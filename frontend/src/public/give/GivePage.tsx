import { useEffect, useState } from 'react';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GivePageQuery } from '../__generated__/GivePageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { packageNameOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Phase, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import { addressOf, type Draft, draftOf, nearOf, phaseOf, typedIn } from './draft.ts';
import css from './Give.module.css';
import { GiveUnits } from './GiveUnits.tsx';

const document: Doc<GivePageQuery> = graphql`
  query GivePageQuery {
    programmes {
      packages {
        code
        current {
          price
          contents {
            textId
            textEn
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Beri bantuan', 'Give help'],
  lead: ['Pilih paket dan untuk siapa.', 'Choose what and for whom.'],
  before: [
    'Janji dikirim oleh organisasi yang terverifikasi; mendaftar sekitar dua menit.',
    'Pledges are sent by verified organisations; registering takes two minutes.',
  ],
  what: ['Apa dan berapa', 'What and how much'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah paket', 'Number of packages'],
  wrong: ['Tulis 1 sampai 1.000.000, dengan angka.', 'Write 1 to 1,000,000, in digits.'],
  phase: ['Tahap', 'Phase'],
  count: ['Hitung ulang', 'Work it out again'],
  none: ['Tidak ada tahap yang terbuka', 'No phase is open'],
} as const satisfies Record<string, Pair<unknown>>;

const nothing = () => undefined;

export function Page({ here }: PageProps) {
  const t = useText();
  const draft = draftOf(here.query);
  const { phases, error } = useProgramme();
  const reading = useRead(document, {});
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);

  const failed = error ?? reading.error;
  if (failed) return <Failed error={failed} again={reading.again} />;
  if (!reading.data || !phases.length) return <Loading lines={8} />;
  const { phase, offered } = phaseOf(draft, phases);
  if (!phase) return <Empty whole title={t(words.none)} />;
  const versions = reading.data.programmes.slice(-1)[0]?.packages ?? [];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <p className={css.before}>{t(words.before)}</p>
      <form
        className={css.form}
        action={to.giving}
        method="get"
        onChange={(event) =>
          change(draft, event.currentTarget, event.target as unknown as HTMLInputElement)
        }
        onSubmit={(event) => {
          event.preventDefault();
          change(draft, event.currentTarget);
        }}
      >
        {/* What has no field here stays in the address. */}
        {(
          [
            ['lewat', draft.way],
            ['agregator', draft.aggregator],
            ['dari', draft.from],
            ['sampai', draft.until],
            ['bagi', draft.even ? 'rata' : ''],
            ['wilayah', draft.area],
            ['dekat', nearOf(draft)],
          ] as const
        ).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Section title={t(words.what)}>
          <PackageChoice draft={draft} phases={phases} versions={versions} />
          <div className={css.line}>
            <Amount draft={draft} phase={phase} offered={offered} />
            {!alive && <Button type="submit">{t(words.count)}</Button>}
          </div>
        </Section>
        <GiveUnits draft={draft} phase={phase} alive={alive} />
      </form>
    </>
  );
}

/** Takes in what the form has now: after a change in the field `at`, or when it is sent. */
function change(draft: Draft, form: HTMLFormElement, at?: HTMLInputElement) {
  const typed = typedIn(form);
  // Units are chosen by ticking one, and stay whatever else is changed; they may not be there yet.
  const units = at?.name === 'unit' ? typed.units : draft.units;
  // Those who pick units themselves mean all of them.
  const even = draft.units.length ? draft.even : units.length > 0;
  const search = form.cari ? typed.search : draft.search;
  go(addressOf({ ...typed, units, even, search }), { replace: !!at, keepPlace: true });
}

type PackageChoiceProps = {
  draft: Draft;
  phases: readonly Phase[];
  versions: GivePageQuery['response']['programmes'][number]['packages'];
};

function PackageChoice({ draft, phases, versions }: PackageChoiceProps) {
  const t = useText();
  const lang = useLang();
  const codes = [
    ...new Set(
      phases.flatMap((each) => (each.open ? each.packages.map((of) => of.package.code) : [])),
    ),
  ];
  const current = (code: string) => versions.find((each) => each.code === code)?.current;
  return (
    <>
      <fieldset>
        <legend className={css.legend}>{t(words.package)}</legend>
        {codes.map((code) => {
          const price = current(code)?.price;
          return (
            <Choice
              key={code}
              type="radio"
              name="paket"
              value={code}
              checked={code === draft.package}
              onPick={nothing}
              label={t(packageNameOf(code))}
              hint={price && rupiah(price, lang)}
            />
          );
        })}
      </fieldset>
      <p className={css.soft}>
        {current(draft.package)
          ?.contents.map((item) => (lang === 'id' ? item.textId : item.textEn))
          .join(', ')}
      </p>
    </>
  );
}

type AmountProps = { draft: Draft; phase: Phase; offered: readonly Phase[] };

/** How many packages, in which phase. */
function Amount({ draft, phase, offered }: AmountProps) {
  const t = useText();
  return (
    <>
      <div className={css.number}>
        <Field
          label={t(words.quantity)}
          error={draft.typed && !draft.quantity ? t(words.wrong) : undefined}
        >
          {(control) => (
            <input
              {...control}
              name="jumlah"
              inputMode="numeric"
              autoComplete="off"
              maxLength={9}
              defaultValue={draft.typed}
            />
          )}
        </Field>
      </div>
      <Field label={t(words.phase)}>
        {(control) => (
          <select {...control} name="tahap" value={String(phase.number)} onChange={nothing}>
            {offered.map((each) => (
              <option key={each.id} value={String(each.number)}>
                {each.number}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
