import type { ReactNode } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { proofMethod } from '../../../words/deliveries.ts';
import { proofSide } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { ProofCounts_proof$key } from '../../__generated__/ProofCounts_proof.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';

const fragment = graphql`
  fragment ProofCounts_proof on Proof {
    id
    method
    side
    message
    happenedOn
    counts {
      good
      damaged
      package {
        code
      }
    }
  }
`;

const words = {
  proof: ['Bukti', 'Proof'],
  day: ['Hari bukti', 'Day of the proof'],
  message: ['Pesan', 'Message'],
  counted: [
    (name: string) => `${name} menurut unit`,
    (name: string) => `${name} according to the unit`,
  ],
  count: [
    (good: string, damaged: string) => `${good} baik, ${damaged} rusak`,
    (good: string, damaged: string) => `${good} good, ${damaged} damaged`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type ProofCountsProps = {
  proof: ProofCounts_proof$key;
  /** What adds a file to an officer's proof. */
  attach?: ((proof: string) => ReactNode) | undefined;
};

/** How the unit's side said yes, with its own numbers if it counted. */
export function ProofCounts({ proof, attach }: ProofCountsProps) {
  const t = useText();
  const lang = useLang();
  const row = useFragment(fragment, proof);
  const facts: [string, string][] = [
    [t(words.proof), `${t(proofMethod[row.method])}, ${t(proofSide[row.side])}`],
    [t(words.day), day(row.happenedOn, lang)],
    ...row.counts.map((count): [string, string] => [
      t(words.counted)(t(packageNameOf(count.package.code))),
      t(words.count)(number(count.good, lang), number(count.damaged, lang)),
    ]),
    [t(words.message), row.message],
  ];
  return (
    <>
      <Facts items={facts.filter(([, value]) => value)} />
      {row.method === 'KELURAHAN' && attach?.(row.id)}
    </>
  );
}
