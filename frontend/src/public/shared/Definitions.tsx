import { type Rung, rungs, rungWord } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import css from './Definitions.module.css';

const words = {
  open: ['Arti setiap capaian', 'What each step means'],
  cumulative: [
    'Capaian bersifat kumulatif: yang sudah diterima tetap terhitung dalam komitmen. Angka-angka ini tidak pernah dijumlahkan.',
    'Steps are cumulative: what was received still counts as committed. These figures are never added up.',
  ],
} as const satisfies Record<string, Pair>;

export const meaning = {
  pledged: [
    'Dijanjikan, tetapi belum disetujui. Tempatnya ditahan agar tidak dijanjikan dua kali. Tidak termasuk dalam total mana pun.',
    'Promised, not yet approved. Its place is held so that nobody promises it twice. Part of no total.',
  ],
  committed: [
    'Disetujui Pemprov dan belum dilepas. “Terpenuhi” selalu berarti komitmen dibagi kebutuhan.',
    'Approved by the provincial government and not released. “Met” always means committed over needed.',
  ],
  dispatched: [
    'Sudah berangkat ke unit, atau sudah tiba. Yang diserahkan tanpa bukti masih di sini: “menunggu bukti”.',
    'On its way to the unit, or there. What was handed over without a proof is still here: “awaiting proof”.',
  ],
  received: [
    'Ada buktinya. “Menurut unit”: unit mengetik kode dari slipnya, atau petugas kelurahan mencatat hitungan unit. “Menurut pelaksana”: tanda tangan, surat, atau kode di ponsel kurir.',
    'There is a proof. “According to the unit”: the unit typed a code of its slip, or a kelurahan officer recorded what the unit counted. “According to the executor”: a signature, a paper, or a code on the courier’s phone.',
  ],
  verified: [
    'Diperiksa oleh pihak yang tidak mengirim dan tidak menerima.',
    'Looked at by somebody who neither delivered nor received.',
  ],
} as const satisfies Record<Rung, Pair>;

/** What the words of the ladder mean, folded away until somebody asks. */
export function Definitions() {
  const t = useText();
  return (
    <details className={css.details}>
      <summary>{t(words.open)}</summary>
      <dl className={css.list}>
        {rungs.map((rung) => (
          <div key={rung}>
            <dt>{t(rungWord[rung])}</dt>
            <dd>{t(meaning[rung])}</dd>
          </div>
        ))}
      </dl>
      <p>{t(words.cumulative)}</p>
    </details>
  );
}
