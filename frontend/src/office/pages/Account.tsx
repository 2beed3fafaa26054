import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import type { AccountMutation } from '../__generated__/AccountMutation.graphql.ts';
import { useAct } from '../act.ts';
import { useChooseLang } from '../lang.tsx';
import { Answer } from '../parts/Answer.tsx';
import css from '../parts/Form.module.css';
import { useOffice } from '../viewer.ts';

const mutation = graphql`
  mutation AccountMutation($input: IntroduceOneselfInput!) {
    introduceOneself(input: $input) {
      ... on PersonIntroduced {
        person {
          id
          name
          locale
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Akun saya', 'My account'],
  lead: [
    'Nama Anda tercatat pada setiap tindakan, dan dilihat oleh anggota organisasi Anda.',
    'Your name stands beside what you do, and is seen by your organisation’s members.',
  ],
  name: ['Nama', 'Name'],
  language: ['Bahasa surat', 'Language of mail'],
  id: ['Bahasa Indonesia', 'Indonesian'],
  en: ['Bahasa Inggris', 'English'],
  save: ['Simpan', 'Save'],
  saved: ['Tersimpan.', 'Saved.'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const lang = useLang();
  const chooseLang = useChooseLang();
  const { person } = useOffice();
  const [name, setName] = useState(person.name);
  const [locale, setLocale] = useState<Lang>(lang);
  const [saved, setSaved] = useState(false);
  const saving = useAct<AccountMutation>(mutation);
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setSaved(false);
          saving.act({ name, locale }, () => {
            setSaved(true);
            chooseLang(locale);
          });
        }}
      >
        <p className={css.why}>{person.email}</p>
        <Field label={t(words.name)}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={200}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t(words.language)}>
          {(control) => (
            <select
              {...control}
              value={locale}
              onChange={(event) => setLocale(event.currentTarget.value as Lang)}
            >
              <option value="id">{t(words.id)}</option>
              <option value="en">{t(words.en)}</option>
            </select>
          )}
        </Field>
        {saved && <Notice tone="done">{t(words.saved)}</Notice>}
        <Answer refusal={saving.refusal} fault={saving.fault} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={saving.busy}>
            {t(words.save)}
          </Button>
        </div>
      </form>
    </>
  );
}
