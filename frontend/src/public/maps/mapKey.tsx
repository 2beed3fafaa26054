import { days } from '../../format/dates.ts';
import { GapScale, type Ground, type Measure, type Per, scaleOf } from '../../ui/GapScale.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { type Phase, useProgramme } from '../shell/programme.ts';

/** Whose gaps a map shows, and by what its colours go. */
export type Shown = {
  packageCode: string;
  phase: Pick<Phase, 'id' | 'number' | 'startsOn' | 'endsOn'>;
  measure: Measure;
};

const words = {
  paket: [
    (what: string, phase: number, when: string) =>
      `${what} yang belum terpenuhi pada tahap ${phase} (${when})`,
    (what: string, phase: number, when: string) =>
      `${what}s not yet met in phase ${phase} (${when})`,
  ],
  bagian: [
    (what: string, phase: number, when: string) =>
      `Bagian kebutuhan ${midSentence(what)} yang belum terpenuhi pada tahap ${phase} (${when})`,
    (what: string, phase: number, when: string) =>
      `Share of the need of ${midSentence(what)}s not yet met in phase ${phase} (${when})`,
  ],
  area: [(what: string) => `${what}, per kelurahan`, (what: string) => `${what}, by kelurahan`],
  unit: ['Per RW atau lembaga', 'By RW or institution'],
} as const satisfies Record<string, Pair<unknown>>;

/** For whom one package of this kind is. */
export function usePer(packageCode: string): Per {
  const { programme } = useProgramme();
  return programme?.packages.find((each) => each.code === packageCode)?.per ?? 'FAMILY';
}

/** What the colours mean: of what, in which phase, and where each step ends. */
export function MapKey({
  packageCode,
  phase,
  measure,
  grounds,
}: Shown & { grounds: readonly Ground[] }) {
  const t = useText();
  const lang = useLang();
  const per = usePer(packageCode);
  const when = days(phase.startsOn, phase.endsOn, lang);
  const title = t(words[measure])(t(packageNameOf(packageCode)), phase.number, when);
  // Shares have the same breaks everywhere; of packages a kelurahan lacks more than an RW.
  if (measure === 'bagian') return <GapScale title={title} scale={scaleOf(measure, per, 'area')} />;
  return (
    <>
      {grounds.map((ground, at) => (
        <GapScale
          key={ground}
          title={at > 0 ? t(words.unit) : ground === 'area' ? t(words.area)(title) : title}
          scale={scaleOf(measure, per, ground)}
          short={at > 0}
        />
      ))}
    </>
  );
}
