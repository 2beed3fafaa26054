import { Notice } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import css from './Frame.module.css';
import type { Office } from './viewer.ts';

const words = {
  applied: ['Menunggu verifikasi Pemprov', 'Awaiting verification by the provincial government'],
  appliedWhy: [
    'Anda sudah dapat melihat-lihat dan mengundang anggota. Janji bantuan dapat dikirim setelah organisasi terverifikasi.',
    'You can look around and invite members. Pledges can be made once the organisation is verified.',
  ],
  rejected: ['Pendaftaran ditolak', 'The application was rejected'],
  suspended: ['Organisasi sedang ditangguhkan', 'The organisation is suspended'],
} as const satisfies Record<string, Pair>;

/** Why an organisation can't act yet, or any more. */
export function StateNotice({ organisation }: { organisation: Office['organisation'] }) {
  const t = useText();
  if (organisation.state === 'VERIFIED') return null;
  if (organisation.state === 'APPLIED') {
    return (
      <div className={css.notice}>
        <Notice tone="note" title={t(words.applied)}>
          {t(words.appliedWhy)}
        </Notice>
      </div>
    );
  }
  return (
    <div className={css.notice}>
      <Notice
        tone="refused"
        title={t(organisation.state === 'REJECTED' ? words.rejected : words.suspended)}
      >
        {organisation.reason}
      </Notice>
    </div>
  );
}
