import { days as daysBetween } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Choice, Field } from '../../ui/Field.tsx';
import { Section } from '../../ui/Shell.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { NewPledgeQuery } from '../__generated__/NewPledgeQuery.graphql.ts';
import css from '../pages/NewPledge.module.css';
import { packageNameOf } from '../parts/names.ts';

const words = {
  what: ['Apa yang Anda bantu', 'What you give'],
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  package: ['Paket', 'Package'],
  contents: [(list: string) => `Isi: ${list}`, (list: string) => `Contents: ${list}`],
  price: [(price: string) => `nilai acuan ${price}`, (price: string) => `reference value ${price}`],
} as const satisfies Record<string, Pair<unknown>>;

type Programme = NewPledgeQuery['response']['programmes'][number];

type WhatFieldsProps = {
  /** Phases that take pledges, and the id of the one that was picked. */
  phases: readonly Programme['phases'][number][];
  phase: string;
  onPhase: (id: string) => void;
  /** Packages that this phase asks for, and the code of the one that was picked. */
  packages: readonly Programme['packages'][number][];
  code: string;
  onCode: (code: string) => void;
};

/** What is given, and in which phase. */
export function WhatFields(props: WhatFieldsProps) {
  const { phases, phase, onPhase, packages, code, onCode } = props;
  const t = useText();
  const lang = useLang();
  return (
    <Section title={t(words.what)}>
      <div className={css.fields}>
        <Field label={t(words.phase)}>
          {(control) => (
            <select
              {...control}
              value={phase}
              onChange={(event) => onPhase(event.currentTarget.value)}
            >
              {phases.map((each) => (
                <option key={each.id} value={each.id}>
                  {t(words.phaseName)(each.number)} ·{' '}
                  {daysBetween(each.startsOn, each.endsOn, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset>
          <legend className={css.legend}>{t(words.package)}</legend>
          {packages.map((each) => (
            <Choice
              key={each.code}
              type="radio"
              name="package"
              value={each.code}
              checked={each.code === code}
              onPick={() => onCode(each.code)}
              label={t(packageNameOf(each.code))}
              hint={[
                each.current && t(words.price)(rupiah(each.current.price, lang)),
                each.current &&
                  t(words.contents)(
                    each.current.contents
                      .map((item) => (lang === 'id' ? item.textId : item.textEn))
                      .join(', '),
                  ),
              ]
                .filter(Boolean)
                .join('. ')}
            />
          ))}
        </fieldset>
      </div>
    </Section>
  );
}
