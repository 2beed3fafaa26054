import { Button } from '../../ui/Button.tsx';
import { Timeline } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { to, withQuery } from '../shell/address.ts';
import css from '../sign-in/SignIn.module.css';

const words = {
  title: ['Daftarkan organisasi', 'Register an organisation'],
  lead: [
    'Perusahaan, asosiasi, atau komunitas dapat memberi bantuan sebagai donatur. Lembaga yang mengumpulkan dan mengantarkan bantuan mendaftar sebagai agregator.',
    'Companies, associations and communities can give as donors. Bodies that collect and deliver aid register as aggregators.',
  ],
  mail: ['Masuk dengan surel Anda', 'Sign in by mail'],
  mailWhy: [
    'Kami mengirim tautan; tidak ada kata sandi yang perlu diingat.',
    'We send you a link; there is no password to remember.',
  ],
  form: ['Isi data organisasi', 'Tell us about the organisation'],
  formWhy: [
    'Nama, jenis, dan cara menghubungi. Sekitar dua menit.',
    'Its name, its kind and how to reach it. About two minutes.',
  ],
  verify: ['Pemprov memverifikasi', 'The provincial government verifies it'],
  verifyWhy: [
    'Setelah terverifikasi, organisasi Anda dapat memberi janji bantuan dan namanya tampil di halaman publik.',
    'Once verified, your organisation can pledge, and its name appears on the public pages.',
  ],
  start: ['Mulai mendaftar', 'Start'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const step = (key: string, what: Pair, note: Pair) => ({
    key,
    what: t(what),
    when: undefined,
    note: t(note),
    done: false,
  });
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <div className={css.form}>
        <Timeline
          steps={[
            step('mail', words.mail, words.mailWhy),
            step('form', words.form, words.formWhy),
            step('verify', words.verify, words.verifyWhy),
          ]}
        />
        <Button look="primary" href={withQuery(to.signIn, { lanjut: `${to.office}/daftar` })}>
          {t(words.start)}
        </Button>
      </div>
    </>
  );
}
