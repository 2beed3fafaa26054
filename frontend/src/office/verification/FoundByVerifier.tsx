import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { FoundByVerifier_look$key } from '../__generated__/FoundByVerifier_look.graphql.ts';
import { packageNameOf } from '../shared/names.ts';

const fragment = graphql`
  fragment FoundByVerifier_look on Look {
    visitedOn
    note
    reason
    counts {
      goodBefore
      damagedBefore
      good
      damaged
      package {
        code
      }
    }
  }
`;

const words = {
  found: [
    (what: string, good: string, damaged: string) => `${what}: ${good} baik, ${damaged} rusak`,
    (what: string, good: string, damaged: string) => `${what}: ${good} good, ${damaged} damaged`,
  ],
  before: [
    (good: string, damaged: string) => `sebelumnya ${good} baik, ${damaged} rusak`,
    (good: string, damaged: string) => `before ${good} good, ${damaged} damaged`,
  ],
  visited: [(when: string) => `Dikunjungi ${when}.`, (when: string) => `Visited on ${when}.`],
  reason: [(why: string) => `Pembetulan: ${why}`, (why: string) => `Correction: ${why}`],
} as const satisfies Record<string, Pair<unknown>>;

/** What a verifier found on one visit, beside what counted before. */
export function FoundByVerifier({ look }: { look: FoundByVerifier_look$key }) {
  const t = useText();
  const lang = useLang();
  const row = useFragment(fragment, look);
  return (
    <div>
      <p>
        {t(words.visited)(day(row.visitedOn, lang))} {row.reason && t(words.reason)(row.reason)}
      </p>
      <ul>
        {row.counts.map((count) => (
          <li key={count.package.code}>
            {t(words.found)(
              t(packageNameOf(count.package.code)),
              number(count.good, lang),
              number(count.damaged, lang),
            )}
            {(count.good !== count.goodBefore || count.damaged !== count.damagedBefore) &&
              ` (${t(words.before)(number(count.goodBefore, lang), number(count.damagedBefore, lang))})`}
          </li>
        ))}
      </ul>
      {row.note && <p>{row.note}</p>}
    </div>
  );
}
