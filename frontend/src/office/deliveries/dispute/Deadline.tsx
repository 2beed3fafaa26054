import { day } from '../../../format/dates.ts';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { useOffice } from '../../shell/viewer.ts';

const words = {
  open: [
    (when: string) => `Kedua pihak dapat bersepakat sampai ${when}`,
    (when: string) => `Both sides can agree by themselves until ${when}`,
  ],
  openWhy: [
    'Salah satu pihak mengikuti hitungan pihak lain, dengan alasan. Sesudah tenggat itu Pemprov memutuskan; Pemprov juga dapat memutuskan lebih dulu.',
    'One side adopts the other’s count, with a reason. After that day the provincial government decides; it may also decide earlier.',
  ],
  over: [
    (when: string) => `Tenggat ${when} sudah lewat: Pemprov perlu memutuskan`,
    (when: string) => `Overdue since ${when}: the provincial government has to decide`,
  ],
  overWhy: [
    'Sampai ada keputusan, kedua pihak masih dapat bersepakat.',
    'Until there is a decision, both sides can still agree.',
  ],
  smaller: [
    'Sementara ini jumlah baik yang lebih kecil yang dihitung sebagai diterima.',
    'Until then the smaller number of good packages counts as received.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Until when the sides of a dispute agree by themselves, and what comes then. */
export function Deadline({ due }: { due: string }) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const over = today > due;
  return (
    <Notice
      tone={over ? 'refused' : 'note'}
      title={t(over ? words.over : words.open)(day(due, lang))}
    >
      {t(over ? words.overWhy : words.openWhy)} {t(words.smaller)}
    </Notice>
  );
}
