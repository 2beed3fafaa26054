import { type ReactNode, useEffect, useRef } from 'react';
import { number } from '../../../format/numbers.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { PageHead, Section } from '../../../ui/shell/Page.tsx';
import { Table } from '../../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { unitName } from '../../shared/names.ts';
import css from './Sending.module.css';
import type { Share } from './shares.ts';

const words = {
  sending: ['sedang dikirim', 'being sent'],
  help: [
    'Belum perlu menunggu di sini: jawabannya tampil begitu ada. Kalau ditolak, isian Anda kembali seperti semula.',
    'No need to wait: the answer shows as soon as it is there. If it is refused, your form comes back as it was.',
  ],
  where: ['Tujuan', 'Where it goes'],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
} as const satisfies Record<string, Pair>;

type SendingProps = {
  title: string;
  /** In a sentence, what is on its way. */
  sum: string;
  rows: readonly { package: string; shares: readonly Share[] }[];
};

/** What was sent, shown as it will stand while the answer is on its way. */
export function Sending({ title, sum, rows }: SendingProps) {
  const t = useText();
  const lang = useLang();
  const all = rows.flatMap((each) =>
    each.shares.map((share) => ({ ...share, package: each.package })),
  );
  return (
    <>
      <PageHead title={title} />
      <div className={css.sum} role="status">
        <Chip tone="waiting">{t(words.sending)}</Chip> <strong>{sum}</strong>
        <p>{t(words.help)}</p>
      </div>
      {all.length > 0 && (
        <Section title={t(words.where)}>
          <Table
            caption={t(words.where)}
            captionUnseen
            rows={all}
            keyOf={(row) => `${row.package} ${row.unit.id}`}
            columns={[
              {
                name: 'unit',
                head: t(words.unit),
                names: true,
                cell: (row) => unitName(row.unit),
              },
              { name: 'package', head: t(words.package), cell: (row) => row.package },
              {
                name: 'quantity',
                head: t(words.quantity),
                figures: true,
                cell: (row) => number(Number(row.quantity ?? 0), lang),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}

/**
 * Holds a form while what it sent is on its way: out of sight, with all that was typed, and back
 * where the reader was if the answer is no.
 */
export function Held({ away, children }: { away: boolean; children: ReactNode }) {
  const at = useRef(0);
  useEffect(() => {
    if (away) {
      at.current = window.scrollY;
      window.scrollTo(0, 0);
      return () => window.scrollTo(0, at.current);
    }
    return undefined;
  }, [away]);
  return <div hidden={away}>{children}</div>;
}
