import { useState } from 'react';
import { Quantity } from '../../../ui/Quantity.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import { packageNameOf } from '../../shared/names.ts';
import css from '../../shell/forms/Form.module.css';

const words = {
  good: ['Baik', 'Good'],
  damaged: ['Rusak', 'Damaged'],
  missing: [
    'Tulis berapa yang baik; 0 bila tidak ada.',
    'Write how many were good; 0 if there were none.',
  ],
} as const satisfies Record<string, Pair>;

type Kind = { readonly id: string; readonly code: string };
type Typed = { good: string | null; damaged: string | null };
const untyped: Typed = { good: null, damaged: null };

/** What a unit has got, as it is being typed: nothing is filled in, and good packages are owed. */
export function useUnitCounts(kinds: readonly Kind[]) {
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [asked, setAsked] = useState(false);
  return {
    kinds,
    typed,
    asked,
    type: (kind: string, change: Partial<Typed>) =>
      setTyped({ ...typed, [kind]: { ...untyped, ...typed[kind], ...change } }),
    /** The numbers to send; null, and the form says so, while some are missing. */
    numbers: () => {
      setAsked(true);
      if (kinds.some((kind) => typed[kind.id]?.good == null)) return null;
      return kinds.map((kind) => ({
        package: kind.id,
        good: Number(typed[kind.id]?.good),
        damaged: Number(typed[kind.id]?.damaged ?? 0),
      }));
    },
  };
}

/** The fields for what a unit has got, by kind of package. */
export function UnitCounts({ counts }: { counts: ReturnType<typeof useUnitCounts> }) {
  const t = useText();
  return counts.kinds.map((kind) => (
    <fieldset key={kind.id}>
      <legend className={css.legend}>{t(packageNameOf(kind.code))}</legend>
      <div className={css.pair}>
        <Quantity
          label={t(words.good)}
          value={counts.typed[kind.id]?.good ?? null}
          error={counts.asked && counts.typed[kind.id]?.good == null ? t(words.missing) : undefined}
          onValue={(good) => counts.type(kind.id, { good })}
        />
        <Quantity
          label={t(words.damaged)}
          value={counts.typed[kind.id]?.damaged ?? null}
          onValue={(damaged) => counts.type(kind.id, { damaged })}
        />
      </div>
    </fieldset>
  ));
}
