import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { tracked } from '../shell/address.ts';
import { QrCode } from './QrCode.tsx';
import css from './Tracking.module.css';

const words = {
  title: ['Lacak tanpa akun', 'Followed without an account'],
  why: [
    'Siapa pun yang memegang kode ini dapat mengikuti janji ini sampai ke unitnya. Nama orang dan nilai uang tidak tampil di sana.',
    'Whoever has this code can follow the pledge to its units. No person’s name and no money is shown there.',
  ],
  open: ['Buka halaman lacak', 'Open the tracking page'],
  qr: ['Kode QR ke halaman lacak', 'QR code of the tracking page'],
} as const satisfies Record<string, Pair>;

/** The code by which anybody follows a pledge, to read aloud, to send, and to scan. */
export function Tracking({ code }: { code: string }) {
  const t = useText();
  const lang = useLang();
  const path = tracked(code, lang);
  return (
    <Section title={t(words.title)}>
      <div className={css.tracking}>
        <QrCode text={location.origin + path} label={t(words.qr)} />
        <div className={css.words}>
          <p>{t(words.why)}</p>
          <p className={css.code}>{(code.match(/.{4}/g) ?? [code]).join(' ')}</p>
          <a href={path}>{t(words.open)}</a>
        </div>
      </div>
    </Section>
  );
}
