import { complaintAbout, complaintProblem } from '../../words/complaints.ts';
import { channel, organisationKind, organisationState } from '../../words/glossary.ts';
import type { Pair } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import { factName } from './words.ts';

const valueWords: Record<string, Pair> = {
  ...complaintAbout,
  ...complaintProblem,
  ...channel,
  ...organisationKind,
  ...roleWord,
};

/** The facts of an act in the reader's words, as far as there are words for them. */
export function factsOf(given: unknown, t: (pair: Pair) => string): string {
  if (typeof given !== 'object' || given === null) return '';
  const value = (of: unknown): string => {
    if (typeof of !== 'object' || of === null) {
      const word = valueWords[String(of)] ?? organisationState[String(of).toUpperCase()]?.word;
      return word ? t(word).toLowerCase() : String(of);
    }
    return Object.entries(of)
      .map(([name, inner]) => `${name} ${String(inner)}`)
      .join(', ');
  };
  return Object.entries(given)
    .filter(([, of]) => of !== null && of !== '' && value(of) !== '')
    .map(([name, of]) => `${t(factName[name] ?? [name, name])}: ${value(of)}`)
    .join(' · ');
}
