import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import type { AccountPageMutation } from '../__generated__/AccountPageMutation.graphql.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useChooseLang } from '../shell/lang.tsx';
import { useOffice } from '../shell/viewer.ts';

const mutation = graphql`
  mutation AccountPageMutation($input: SetNameAndLanguageInput!) {
    setNameAndLanguage(input: $input) {
      ... on NameAndLanguageSet {
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
  notifications: ['Atur pemberitahuan', 'Choose notifications'],
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
  const saving = useAction<AccountPageMutation>(mutation);
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
        <Answer refusal={saving.refusal} failure={saving.failure} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={saving.busy}>
            {t(words.save)}
          </Button>
        </div>
      </form>
      <p>
        <a href={to.notifications}>{t(words.notifications)}</a>
      </p>
    </>
  );
}
