import { useEffect, useState } from 'react';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GiveQuery } from '../__generated__/GiveQuery.graphql.ts';
import { to } from '../address.ts';
import { addressOf, draftOf, nearOf, phaseOf, typedIn } from '../draft.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import { GiveUnits } from '../parts/GiveUnits.tsx';
import { useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { go } from '../router.ts';
import { packageNameOf } from '../units.ts';
import css from './Give.module.css';

const document: Doc<GiveQuery> = graphql`
  query GiveQuery {
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
  const lang = useLang();
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
  // Units are chosen by ticking one, and stay whatever else is changed; they may not be there yet.
  const change = (form: HTMLFormElement, at: HTMLInputElement | undefined, replace: boolean) => {
    const typed = typedIn(form);
    const units = at?.name === 'unit' ? typed.units : draft.units;
    // Those who pick units themselves mean all of them.
    const even = draft.units.length ? draft.even : units.length > 0;
    const search = form.cari ? typed.search : draft.search;
    go(addressOf({ ...typed, units, even, search }), { replace, keepPlace: true });
  };
  const codes = [
    ...new Set(
      phases.flatMap((each) => (each.open ? each.packages.map((of) => of.package.code) : [])),
    ),
  ];
  const versions = reading.data.programmes.slice(-1)[0]?.packages ?? [];
  const current = (code: string) => versions.find((each) => each.code === code)?.current;
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <p className={css.before}>{t(words.before)}</p>
      <form
        className={css.form}
        action={to.giving}
        method="get"
        onChange={(event) =>
          change(event.currentTarget, event.target as unknown as HTMLInputElement, true)
        }
        onSubmit={(event) => {
          event.preventDefault();
          change(event.currentTarget, undefined, false);
        }}
      >
        {/* What is not asked here goes along. */}
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
          <div className={css.line}>
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
            {!alive && <Button type="submit">{t(words.count)}</Button>}
          </div>
        </Section>
        <GiveUnits draft={draft} phase={phase} alive={alive} />
      </form>
    </>
  );
}
