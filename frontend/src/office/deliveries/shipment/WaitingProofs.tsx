import type { ReactNode } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Chip } from '../../../ui/Chip.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { WaitingProofs_stop$key } from '../../__generated__/WaitingProofs_stop.graphql.ts';
import { EvidenceFiles } from './EvidenceFiles.tsx';
import { ProofCounts } from './ProofCounts.tsx';
import css from './ShipmentStop.module.css';

const fragment = graphql`
  fragment WaitingProofs_stop on Stop {
    waitingProofs {
      id
      ...ProofCounts_proof
      evidence {
        ...EvidenceFiles_files
      }
    }
  }
`;

const words = {
  title: ['Hitungan unit', 'The unit’s count'],
  waits: ['menunggu laporan kurir', 'awaiting the courier’s report'],
} as const satisfies Record<string, Pair>;

type WaitingProofsProps = {
  stop: WaitingProofs_stop$key;
  /** What adds a file to an officer's proof. */
  attach?: (proof: string) => ReactNode;
};

/** What the unit's side counted before the courier's report came. */
export function WaitingProofs({ stop, attach }: WaitingProofsProps) {
  const t = useText();
  const row = useFragment(fragment, stop);
  return row.waitingProofs.map((proof) => (
    <div key={proof.id} className={css.report}>
      <div className={css.head}>
        <strong>{t(words.title)}</strong>
        <Chip tone="waiting">{t(words.waits)}</Chip>
      </div>
      <ProofCounts proof={proof} attach={attach} />
      <EvidenceFiles files={proof.evidence} />
    </div>
  ));
}
