import { type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { takeForm } from '../read.ts';
import css from './TellForm.module.css';

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
  wrong: Record<string, string>;
  refusal: string | null;
};

const blank: Given = { key: '', typed: {}, wrong: {}, refusal: null };

/** 122 random bits as a UUID, also where a browser has no `randomUUID` or the page no https. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`;
}

/** A plain form that is sent to its own address, as the server gave it or blank. */
export function useForm(): Given {
  const [given, setGiven] = useState(() => (takeForm() as Given | undefined) ?? blank);
  // Who came here without asking the server makes the key that tells a repetition.
  useEffect(() => {
    if (!given.key) setGiven({ ...given, key: newKey() });
  }, [given]);
  return given;
}

/** The form around its fields, with what they all need. */
export function TellForm({
  form,
  action,
  send,
  children,
}: {
  form: Given;
  action: string;
  send: string;
  children: ReactNode;
}) {
  const t = useText();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const wrong = Object.keys(form.wrong).length > 0;
  return (
    <form className={css.form} method="post" action={action} onSubmit={() => setBusy(true)}>
      {form.refusal && (
        <Notice tone="refused" title={t(words.refused)}>
          <p>{form.refusal}</p>
        </Notice>
      )}
      {wrong && <Notice tone="refused" title={t(words.check)} />}
      <input type="hidden" name="kunci" value={form.key} />
      <p className={css.trap} aria-hidden="true">
        <label htmlFor={id}>{t(words.trap)}</label>
        <input id={id} name="situs" type="text" tabIndex={-1} autoComplete="off" />
      </p>
      {children}
      <Field label={t(words.contact)} hint={t(words.contactHint)} error={form.wrong.contact}>
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
  const error = form.wrong[name];
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
