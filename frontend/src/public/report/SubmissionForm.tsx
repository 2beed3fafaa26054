import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { takeForm } from '../shell/read.ts';
import css from './SubmissionForm.module.css';

const words = {
  check: ['Belum terkirim. Periksa isian yang ditandai.', 'Not sent yet. Check what is marked.'],
  refused: ['Belum terkirim', 'Not sent yet'],
  contact: [
    'Surel atau nomor telepon (boleh dikosongkan)',
    'Mail address or telephone number (optional)',
  ],
  contactHint: [
    'Hanya petugas Pemprov yang menanganinya yang dapat melihatnya, untuk bertanya kembali. Ke surel, kami memberi tahu kalau sudah dijawab. Dihapus 30 hari setelah dijawab, paling lama setelah 180 hari.',
    'Seen only by the officers of the provincial government who handle it, to ask back. To a mail address we say when there is an answer. Deleted 30 days after the answer, after 180 days at the latest.',
  ],
  offline: [
    'Tidak ada sambungan. Isian Anda masih ada; kirim lagi setelah tersambung.',
    'There is no connection. What you wrote is still here; send it again once there is one.',
  ],
  failed: [
    'Belum terkirim karena gangguan pada kami. Isian Anda masih ada; kirim lagi sebentar lagi.',
    'Not sent yet: something failed on our side. What you wrote is still here; send it again soon.',
  ],
  trap: ['Situs web (biarkan kosong)', 'Website (leave empty)'],
  code: [
    'Setelah terkirim Anda mendapat kode untuk mengikutinya. Tidak perlu akun.',
    'Once it is sent you get a code to follow it by. No account is needed.',
  ],
} as const satisfies Record<string, Pair>;

/** What the server knows of a form: its key, what was typed before, and what is wrong with that. */
type Given = {
  key: string;
  typed: Record<string, string>;
  errors: Record<string, string>;
  refusal: string | null;
};

/** What the server answers to a form that a script has sent: where to go, or what is wrong. */
type Answer = { to?: string } & Omit<Given, 'typed'>;

/** Milliseconds after which a line that carries nothing is none. */
const PATIENCE = 30_000;

const blank: Given = { key: '', typed: {}, errors: {}, refusal: null };

/** 122 random bits as a UUID, also where a browser has no `randomUUID` or the page no https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`;
}

type Form = Given & {
  /** Takes in what came of sending it; what was typed stays in its fields. */
  change: (answer: Pick<Given, 'key' | 'errors'>) => void;
};

/** A form that is sent to its own address, as the server gave it or blank. */
export function useForm(): Form {
  const [given, setGiven] = useState(() => (takeForm() as Given | undefined) ?? blank);
  // Who came here without asking the server makes the key by which the server finds a repetition.
  useEffect(() => {
    if (!given.key) setGiven({ ...given, key: newKey() });
  }, [given]);
  return {
    ...given,
    change: ({ key, errors }) => setGiven({ ...given, key, errors, refusal: null }),
  };
}

/** Sends a form as the browser would, and stays on the page. Rejects where there is no connection. */
async function sent(form: HTMLFormElement): Promise<Answer | undefined> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      // What a plain form sends: all its fields are texts.
      body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
      headers: { Accept: 'application/json' },
      credentials: 'omit',
      signal: patience.signal,
    });
    const text = await response.text();
    return text[0] === '{' ? JSON.parse(text) : undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The form around its fields, with what they all need. */
export function SubmissionForm({
  form,
  action,
  send,
  children,
}: {
  form: Form;
  action: string;
  send: string;
  children: ReactNode;
}) {
  const t = useText();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const element = useRef<HTMLFormElement>(null);
  const tried = useRef(false);

  // The first field that is wrong, which may lie far above the button.
  useEffect(() => {
    if (tried.current && form.errors)
      element.current
        ?.querySelector<HTMLElement>('[aria-invalid], fieldset[aria-describedby] input')
        ?.focus();
  }, [form.errors]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const own = event.currentTarget;
    setBusy(true);
    setFailed('');
    try {
      const answer = await sent(own);
      if (answer?.to) location.assign(answer.to);
      else if (!answer?.key) setFailed(t(words.failed));
      else {
        tried.current = true;
        form.change(answer);
        setFailed(answer.refusal ?? '');
        const trap = own.elements.namedItem('situs') as HTMLInputElement;
        trap.value = '';
      }
    } catch {
      setFailed(t(words.offline));
    }
    setBusy(false);
  };
  const hasErrors = Object.keys(form.errors).length > 0;
  return (
    <form className={css.form} method="post" action={action} ref={element} onSubmit={submit}>
      {form.refusal && (
        <Notice tone="refused" title={t(words.refused)}>
          <p>{form.refusal}</p>
        </Notice>
      )}
      {hasErrors && <Notice tone="refused" title={t(words.check)} />}
      <input type="hidden" name="kunci" value={form.key} />
      <p className={css.trap} aria-hidden="true">
        <label htmlFor={id}>{t(words.trap)}</label>
        <input id={id} name="situs" type="text" tabIndex={-1} autoComplete="off" />
      </p>
      {children}
      <Field label={t(words.contact)} hint={t(words.contactHint)} error={form.errors.contact}>
        {(control) => (
          <input
            {...control}
            name="contact"
            type="text"
            maxLength={254}
            autoComplete="email"
            autoCapitalize="none"
            defaultValue={form.typed.contact}
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {send}
        </Button>
        <p className={css.failed} role="alert">
          {failed}
        </p>
        <p className={css.after}>{t(words.code)}</p>
      </div>
    </form>
  );
}

/** One of several, each with its words. */
export function OneOf<Name extends string>({
  form,
  name,
  label,
  options,
  preset,
}: {
  form: Given;
  name: string;
  label: string;
  options: readonly (readonly [value: Name, label: string])[];
  preset?: string | null | undefined;
}) {
  const id = useId();
  const error = form.errors[name];
  const picked = form.typed[name] ?? preset;
  return (
    <fieldset aria-describedby={error ? id : undefined}>
      <legend className={css.legend}>{label}</legend>
      {error && (
        <p className={css.error} id={id} role="alert">
          {error}
        </p>
      )}
      {options.map(([value, text]) => (
        <Choice
          key={value}
          type="radio"
          name={name}
          value={value}
          label={text}
          preset={value === picked}
        />
      ))}
    </fieldset>
  );
}
