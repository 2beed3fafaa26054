import type { ReactNode } from 'react';
import { day, days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { LadderFull } from '../../ui/LadderFull.tsx';
import { Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { CheckedUnitQuery } from '../__generated__/CheckedUnitQuery.graphql.ts';
import { ladderOf, packageNameOf, placeOf, unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Check.module.css';

const document: Doc<CheckedUnitQuery> = graphql`
  query CheckedUnitQuery($code: String!) {
    unit(code: $code) {
      ...units_row @relay(mask: false)
      snapshot {
        day
      }
      needs {
        id
        target
        held
        committed
        package {
          code
        }
        phase {
          id
          number
          startsOn
          endsOn
        }
      }
      commitments(first: 20) {
        edges {
          node {
            quantity
            committedOn
            releasedOn
            package {
              code
            }
            phase {
              id
            }
            executor {
              id
              name
            }
          }
        }
      }
    }
  }
`;

const words = {
  another: ['Cek RW lain', 'Check another RW'],
  families: [
    (n: string) => `${n} keluarga rentan tercatat`,
    (n: string) => `${n} vulnerable families on record`,
  ],
  unknown: ['Jumlah keluarga rentan belum tercatat', 'The number of families is not recorded yet'],
  per: [(when: string) => `per ${when}`, (when: string) => `as of ${when}`],
  example: ['data contoh', 'example data'],
  phase: [
    (n: number, when: string) => `Tahap ${n}, ${when}`,
    (n: number, when: string) => `Phase ${n}, ${when}`,
  ],
  noNeeds: [
    'Kebutuhan RW ini untuk tahap ini belum diumumkan Pemprov.',
    'The provincial government has not published this RW’s needs for this phase yet.',
  ],
  comes: ['Siapa yang akan mengantar', 'Who will deliver'],
  brings: [
    (n: string, what: string, when: string) => `${n} ${what}, komitmen sejak ${when}`,
    (n: string, what: string, when: string) => `${n} × ${what}, committed since ${when}`,
  ],
  nobody: [
    'Belum ada komitmen untuk tahap ini.',
    'Nobody has committed anything for this phase yet.',
  ],
  all: ['Semua tahap dan komitmen RW ini', 'All phases and commitments of this RW'],
  means: ['Artinya bagi Anda', 'What this means for you'],
  ladder: [
    'Janji belum tentu datang; komitmen sudah disetujui Pemprov. Paket diantar dari pintu ke pintu, tanpa antre dan tanpa kerumunan.',
    'A promise may not come; a commitment is approved by the provincial government. Packages are brought to the door, without queues or crowds.',
  ],
  free: [
    'Bantuan ini diberikan tanpa imbalan. Kalau ada yang meminta uang atau dukungan politik untuk sebuah paket, laporkan.',
    'This help is given without return. If anybody asks money or political support for a package, report it.',
  ],
  wrong: ['Ada yang keliru?', 'Is something wrong?'],
  wrongWhy: [
    'Jumlah keluarga salah atau sudah berubah: usulkan angkanya. Paket tidak sampai, rusak, atau ada hal lain: laporkan. Pemprov menjawab keduanya, dan Anda mendapat kode untuk mengikutinya.',
    'If the number of families is wrong or has changed, propose another. If packages did not arrive or were damaged, or anything else happened, report it. The provincial government answers both, and you get a code to follow it by.',
  ],
  correct: ['Usulkan data yang benar', 'Propose the right data'],
  report: ['Laporkan masalah', 'Report a problem'],
  give: ['Bantu RW ini', 'Help this RW'],
} as const satisfies Record<string, Pair<unknown>>;

type Unit = NonNullable<CheckedUnitQuery['response']['unit']>;

function Families({ unit }: { unit: Unit }) {
  const t = useText();
  const lang = useLang();
  const { families, belowThreshold, snapshot, isExample } = unit;
  return (
    <p className={css.text}>
      <strong>
        {belowThreshold || families
          ? t(words.families)(belowThreshold ? '<5' : number(families ?? 0, lang))
          : t(words.unknown)}
      </strong>
      {snapshot && `, ${t(words.per)(day(snapshot.day, lang))}`}{' '}
      {isExample && <Chip tone="waiting">{t(words.example)}</Chip>}
    </p>
  );
}

/** What an RW has on record, said to those who live in it. */
export function CheckedUnit({ code, missing }: { code: string; missing: ReactNode }) {
  const t = useText();
  const lang = useLang();
  const { phase } = useProgramme();
  const { data, error, again } = useRead(document, { code });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const unit = data.unit;
  if (!unit) return missing;
  const needs = unit.needs.filter((need) => need.phase.id === phase?.id);
  const coming = unit.commitments.edges
    .map((edge) => edge.node)
    .filter((row) => row.phase.id === phase?.id && !row.releasedOn);
  return (
    <>
      <PageHead
        back={{ href: to.check, label: t(words.another) }}
        title={unitName(unit)}
        lead={placeOf(unit)}
      />
      <Families unit={unit} />
      {phase && (
        <Section title={t(words.phase)(phase.number, days(phase.startsOn, phase.endsOn, lang))}>
          {needs.length === 0 && <p className={css.text}>{t(words.noNeeds)}</p>}
          {needs.map((need) => (
            <div className={css.need} key={need.id}>
              <h3>{t(packageNameOf(need.package.code))}</h3>
              <LadderFull ladder={ladderOf(need)} />
            </div>
          ))}
          <h3 className={css.who}>{t(words.comes)}</h3>
          {coming.length === 0 && <p className={css.note}>{t(words.nobody)}</p>}
          <ul>
            {coming.map((row) => (
              <li key={`${row.executor.id} ${row.package.code} ${row.committedOn} ${row.quantity}`}>
                <a href={to.organisation(row.executor.id)}>{row.executor.name}</a>:{' '}
                {t(words.brings)(
                  number(row.quantity, lang),
                  midSentence(t(packageNameOf(row.package.code))),
                  day(row.committedOn, lang),
                )}
              </li>
            ))}
          </ul>
          <p className={css.note}>
            <a href={to.unit(unit.code)}>{t(words.all)}</a>
          </p>
        </Section>
      )}
      <Section title={t(words.means)}>
        <p className={css.text}>{t(words.ladder)}</p>
        <p className={css.text}>{t(words.free)}</p>
      </Section>
      <Section title={t(words.wrong)}>
        <p className={css.text}>{t(words.wrongWhy)}</p>
        <div className={css.buttons}>
          <Button href={to.propose(unit.code)}>{t(words.correct)}</Button>
          <Button href={withQuery(to.report, { unit: unit.code })}>{t(words.report)}</Button>
          <Button href={to.give(unit.code)}>{t(words.give)}</Button>
        </div>
      </Section>
    </>
  );
}
