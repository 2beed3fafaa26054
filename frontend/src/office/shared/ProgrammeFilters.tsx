import { days } from '../../format/dates.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from './names.ts';

const words = {
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  everyPhase: ['Seluruh tahap', 'All phases'],
  package: ['Paket', 'Package'],
} as const satisfies Record<string, Pair<unknown>>;

type Phase = {
  readonly id: string;
  readonly number: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

type PhaseFilterProps = {
  phases: readonly Phase[];
  /** The one that is shown; all of them without. */
  phase: Phase | undefined;
  /** Whether all phases may be shown at once. */
  every?: boolean;
  address: (change: { tahap: string }) => string;
};

/** The phases of the programme, of which the address names one ("tahap=2"). */
export function PhaseFilter({ phases, phase, every = false, address }: PhaseFilterProps) {
  const t = useText();
  const lang = useLang();
  return (
    <FilterRow label={t(words.phase)}>
      {phases.map((each) => (
        <FilterChip
          key={each.id}
          href={address({ tahap: String(each.number) })}
          on={each.id === phase?.id}
        >
          {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
        </FilterChip>
      ))}
      {every && (
        <FilterChip href={address({ tahap: 'semua' })} on={!phase}>
          {t(words.everyPhase)}
        </FilterChip>
      )}
    </FilterRow>
  );
}

type PackageFilterProps = {
  packages: readonly { readonly code: string }[];
  chosen: { readonly code: string } | undefined;
  address: (change: { paket: string }) => string;
};

/** The packages that a phase asks for, of which the address names one ("paket=SEMBAKO"). */
export function PackageFilter({ packages, chosen, address }: PackageFilterProps) {
  const t = useText();
  return (
    <FilterRow label={t(words.package)}>
      {packages.map((each) => (
        <FilterChip
          key={each.code}
          href={address({ paket: each.code })}
          on={each.code === chosen?.code}
        >
          {t(packageNameOf(each.code))}
        </FilterChip>
      ))}
    </FilterRow>
  );
}
