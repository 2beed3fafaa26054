import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { handoverState } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  HandoverFacts_handover$data,
  HandoverFacts_handover$key,
} from '../../__generated__/HandoverFacts_handover.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { EvidenceFiles } from './EvidenceFiles.tsx';
import { ProofCounts } from './ProofCounts.tsx';
import css from './ShipmentStop.module.css';

const fragment = graphql`
  fragment HandoverFacts_handover on Handover {
    id
    state
    reason
    happenedOn
    receiver
    note
    lateReason
    counts {
      good
      damaged
      missing
      broughtBack
      package {
        code
      }
    }
    proofs {
      id
      ...ProofCounts_proof
    }
    evidence {
      ...EvidenceFiles_files
    }
  }
`;

const words = {
  title: ['Serah terima', 'Handover'],
  day: ['Hari', 'Day'],
  receiver: ['Diterima oleh', 'Received by'],
  note: ['Catatan', 'Remark'],
  reason: ['Alasan', 'Reason'],
  late: ['Dicatat belakangan', 'Recorded late'],
  count: [
    (good: string, damaged: string, missing: string, back: string) =>
      `${good} baik, ${damaged} rusak, ${missing} kurang, ${back} dibawa kembali`,
    (good: string, damaged: string, missing: string, back: string) =>
      `${good} good, ${damaged} damaged, ${missing} missing, ${back} brought back`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

function ReportFacts({ row }: { row: HandoverFacts_handover$data }) {
  const t = useText();
  const lang = useLang();
  const facts: [string, string][] = [
    [t(words.day), day(row.happenedOn, lang)],
    ...row.counts.map((count): [string, string] => [
      t(packageNameOf(count.package.code)),
      t(words.count)(
        number(count.good, lang),
        number(count.damaged, lang),
        number(count.missing, lang),
        number(count.broughtBack, lang),
      ),
    ]),
    [t(words.receiver), row.receiver],
    [t(words.note), row.note],
    [t(words.reason), row.reason ?? ''],
    [t(words.late), row.lateReason ?? ''],
  ];
  return <Facts items={facts.filter(([, value]) => value)} />;
}

/** One report of a stop: what was counted, how it was proven, and its files. */
export function HandoverFacts({ handover }: { handover: HandoverFacts_handover$key }) {
  const t = useText();
  const row = useFragment(fragment, handover);
  const state = handoverState[row.state];
  return (
    <div className={css.report}>
      <div className={css.head}>
        <strong>{t(words.title)}</strong>
        {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}
      </div>
      <ReportFacts row={row} />
      {row.proofs.map((proof) => (
        <ProofCounts key={proof.id} proof={proof} />
      ))}
      <EvidenceFiles files={row.evidence} />
    </div>
  );
}
