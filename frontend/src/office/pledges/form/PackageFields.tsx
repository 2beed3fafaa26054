import { graphql, useFragment } from 'react-relay/hooks';
import { days as daysBetween } from '../../../format/dates.ts';
import { rupiah } from '../../../format/numbers.ts';
import { Choice, Field } from '../../../ui/Field.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { PackageFields_packages$key } from '../../__generated__/PackageFields_packages.graphql.ts';
import type { PackageFields_phases$key } from '../../__generated__/PackageFields_phases.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import type { Draft } from './draft.ts';
import css from './NewPledge.module.css';

const ofPhases = graphql`
  fragment PackageFields_phases on Phase @relay(plural: true) {
    id
    number
    startsOn
    endsOn
  }
`;

const ofPackages = graphql`
  fragment PackageFields_packages on Package @relay(plural: true) {
    code
    current {
      price
      contents {
        textId
        textEn
      }
    }
  }
`;

const words = {
  what: ['Apa yang Anda bantu', 'What you give'],
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  package: ['Paket', 'Package'],
  contents: [(list: string) => `Isi: ${list}`, (list: string) => `Contents: ${list}`],
  price: [(price: string) => `nilai acuan ${price}`, (price: string) => `reference value ${price}`],
} as const satisfies Record<string, Pair<unknown>>;

type PackageFieldsProps = {
  draft: Pick<Draft, 'phase' | 'package'>;
  onDraft: (some: Partial<Draft>) => void;
  /** Phases that take pledges. */
  phases: PackageFields_phases$key;
  /** Packages that the chosen phase asks for. */
  packages: PackageFields_packages$key;
};

/** What is given, and in which phase. */
export function PackageFields({ draft, onDraft, ...keys }: PackageFieldsProps) {
  const phases = useFragment(ofPhases, keys.phases);
  const packages = useFragment(ofPackages, keys.packages);
  const t = useText();
  const lang = useLang();
  return (
    <Section title={t(words.what)}>
      <div className={css.fields}>
        <Field label={t(words.phase)}>
          {(control) => (
            <select
              {...control}
              value={draft.phase}
              onChange={(event) => onDraft({ phase: event.currentTarget.value })}
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
              checked={each.code === draft.package}
              onPick={() => onDraft({ package: each.code })}
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
