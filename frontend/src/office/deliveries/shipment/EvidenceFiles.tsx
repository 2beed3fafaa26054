import { graphql, useFragment } from 'react-relay/hooks';
import { evidenceKind } from '../../../words/deliveries.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { EvidenceFiles_files$key } from '../../__generated__/EvidenceFiles_files.graphql.ts';
import type { EvidenceFilesMutation } from '../../__generated__/EvidenceFilesMutation.graphql.ts';
import { ReasonAct } from '../../shell/dialogs/ReasonAct.tsx';
import { useAction } from '../../shell/forms/action.ts';
import { useOffice } from '../../shell/viewer.ts';
import css from './EvidenceFiles.module.css';

const fragment = graphql`
  fragment EvidenceFiles_files on Evidence @relay(plural: true) {
    id
    kind
    state
    reason
    mediaType
    url
  }
`;

const erase = graphql`
  mutation EvidenceFilesMutation($input: EraseEvidenceInput!) {
    eraseEvidence(input: $input) {
      ... on EvidenceErased {
        evidence {
          ...EvidenceFiles_files
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Berkas bukti', 'Evidence'],
  open: [(kind: string) => `Buka ${kind}`, (kind: string) => `Open the ${kind}`],
  pdf: ['Berkas PDF', 'PDF file'],
  erased: ['Sudah dihapus', 'Erased'],
  ended: ['dua belas bulan setelah program', 'twelve months after the programme'],
  erase: ['Hapus', 'Erase'],
  eraseTitle: ['Hapus berkas ini', 'Erase this file'],
  eraseWhy: ['Berkasnya hilang, catatannya tetap.', 'The file is gone, its record stays.'],
} as const satisfies Record<string, Pair<unknown>>;

function Erase({ id }: { id: string }) {
  const t = useText();
  const erasing = useAction<EvidenceFilesMutation>(erase);
  return (
    <ReasonAct
      act={t(words.erase)}
      of={erasing}
      title={t(words.eraseTitle)}
      look="danger"
      onConfirm={(reason, close) => erasing.act({ evidence: id, reason }, close)}
    >
      <p>{t(words.eraseWhy)}</p>
    </ReasonAct>
  );
}

/** Photos, signatures and papers; each opens in full. The Pemprov may erase one. */
export function EvidenceFiles({ files }: { files: EvidenceFiles_files$key }) {
  const t = useText();
  const { acts, organisation } = useOffice();
  const rows = useFragment(fragment, files);
  if (rows.length === 0) return null;
  const erases = acts && organisation.kind === 'PEMPROV';
  return (
    <ul className={css.files} aria-label={t(words.title)}>
      {rows.map((row) => {
        const kind = t(evidenceKind[row.kind]);
        const why = row.reason === 'PROGRAMME_ENDED' ? t(words.ended) : row.reason;
        return (
          <li key={row.id} className={css.file}>
            {row.url ? (
              <a href={row.url} target="_blank" rel="noreferrer" aria-label={t(words.open)(kind)}>
                {row.mediaType === 'image/jpeg' ? (
                  <img className={css.picture} src={row.url} alt="" />
                ) : (
                  <span className={css.picture}>{t(words.pdf)}</span>
                )}
              </a>
            ) : (
              <span className={css.picture}>
                {t(words.erased)}
                {why && `: ${why}`}
              </span>
            )}
            <span>{kind}</span>
            {erases && row.url && <Erase id={row.id} />}
          </li>
        );
      })}
    </ul>
  );
}
