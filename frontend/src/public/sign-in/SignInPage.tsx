import { useEffect, useState } from 'react';
import { askLink, demoPeople, keepNext, me, type Person, signInAs } from '../../auth.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { role } from '../../words/role.ts';
import type { PageProps } from '../pages.ts';
import { to } from '../shell/address.ts';
import css from './SignIn.module.css';

const words = {
  title: ['Masuk', 'Sign in'],
  lead: [
    'Tulis alamat surel Anda; kami mengirim tautan masuk. Tanpa kata sandi.',
    'Write your mail address; we send you a link to sign in. There is no password.',
  ],
  email: ['Alamat surel', 'Mail address'],
  send: ['Kirim tautan masuk', 'Send the link'],
  sent: ['Periksa surel Anda', 'Check your mail'],
  sentTo: [
    (email: string) => `Tautan masuk dikirim ke ${email}. Berlaku 15 menit dan hanya sekali pakai.`,
    (email: string) =>
      `A link is on its way to ${email}. It is good for 15 minutes and can be used once.`,
  ],
  demoMail: ['Buka kotak surat demo', 'Open the demo’s mailbox'],
  another: ['Pakai alamat lain', 'Use another address'],
  failed: ['Tautan belum dapat dikirim. Coba lagi.', 'The link could not be sent. Try again.'],
  demo: ['Coba sebagai', 'Try it as'],
  demoWhy: [
    'Ini peragaan: semua orang di bawah ini rekaan. Pilih satu untuk melihat kantornya.',
    'This is a demonstration: all people below are made up. Pick one to see their office.',
  ],
  alone: ['Tanpa organisasi', 'Without an organisation'],
  already: [
    (name: string) => `Anda sudah masuk sebagai ${name}.`,
    (name: string) => `You are signed in as ${name}.`,
  ],
  toOffice: ['Ke kantor', 'To the office'],
  newHere: ['Belum terdaftar?', 'New here?'],
  apply: ['Daftarkan organisasi', 'Register an organisation'],
} as const satisfies Record<string, Pair<unknown>>;

/** The demo's people by their organisation, the Pemprov first. */
function byOrganisation(people: readonly Person[]) {
  const order = ['PEMPROV', 'AGGREGATOR', 'DONOR'];
  const groups = new Map<string, { name: string | null; kind: string; people: Person[] }>();
  for (const person of people) {
    const key = person.organisation?.id ?? '';
    const group = groups.get(key) ?? {
      name: person.organisation?.name ?? null,
      kind: person.organisation?.kind ?? '',
      people: [],
    };
    group.people.push(person);
    groups.set(key, group);
  }
  const at = (kind: string) => (order.indexOf(kind) + order.length + 1) % (order.length + 1);
  return [...groups.values()].sort((a, b) => at(a.kind) - at(b.kind));
}

function DemoPeople({ people, next }: { people: readonly Person[]; next: string }) {
  const t = useText();
  const lang = useLang();
  const [busy, setBusy] = useState<string>();
  const enter = (person: Person) => {
    setBusy(person.id);
    signInAs(person.id, lang).then(
      () => location.assign(next),
      () => setBusy(undefined),
    );
  };
  return (
    <Section title={t(words.demo)}>
      <p className={css.why}>{t(words.demoWhy)}</p>
      <ul className={css.groups}>
        {byOrganisation(people).map((group) => (
          <li key={group.name ?? ''} className={css.group}>
            <h3 className={css.name}>{group.name ?? t(words.alone)}</h3>
            {group.kind in organisationKind && (
              <p className={css.kind}>
                {t(organisationKind[group.kind as keyof typeof organisationKind])}
              </p>
            )}
            <ul>
              {group.people.map((person) => (
                <li key={person.id} className={css.person}>
                  <Button wide busy={busy === person.id} onPress={() => enter(person)}>
                    {person.name || person.email}
                    {person.role && person.role in role && (
                      <span className={css.role}>{t(role[person.role as keyof typeof role])}</span>
                    )}
                  </Button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function LinkForm({ mailbox, next }: { mailbox: string | null; next: string }) {
  const t = useText();
  const lang = useLang();
  const [email, setEmail] = useState('');
  const [state, setState] = useState<'typing' | 'busy' | 'sent'>('typing');
  const [error, setError] = useState<string>();

  if (state === 'sent') {
    return (
      <Notice tone="done" title={t(words.sent)}>
        <p>{t(words.sentTo)(email)}</p>
        {mailbox && (
          <p>
            <a href={mailbox} target="_blank" rel="noreferrer">
              {t(words.demoMail)}
            </a>
          </p>
        )}
        <p className={css.another}>
          <Button look="quiet" onPress={() => setState('typing')}>
            {t(words.another)}
          </Button>
        </p>
      </Notice>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setState('busy');
        setError(undefined);
        keepNext(next);
        askLink(email, lang).then(
          () => setState('sent'),
          (refused) => {
            setError(refused.message || t(words.failed));
            setState('typing');
          },
        );
      }}
    >
      <Field label={t(words.email)} error={error}>
        {(control) => (
          <input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            maxLength={254}
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <p className={css.send}>
        <Button look="primary" type="submit" busy={state === 'busy'}>
          {t(words.send)}
        </Button>
      </p>
    </form>
  );
}

export function Page({ here }: PageProps) {
  const t = useText();
  const [who, setWho] = useState<Awaited<ReturnType<typeof me>>>();
  const [people, setPeople] = useState<Person[]>([]);
  const wanted = here.query.get('lanjut');
  const next = wanted?.startsWith('/kantor') ? wanted : to.office;

  useEffect(() => {
    // Without an answer the form still works: it asks the server by itself.
    me().then(
      (answer) => {
        setWho(answer);
        if (answer.demo) demoPeople().then(setPeople, () => setPeople([]));
      },
      () => setWho({ viewer: null, demo: false, mailbox: null }),
    );
  }, []);

  return (
    <div className={css.page}>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <div className={css.form}>
        {who?.viewer && (
          <div className={css.already}>
            <Notice tone="done">
              {t(words.already)(who.viewer.person.name || who.viewer.person.email)}{' '}
              <a href={next}>{t(words.toOffice)}</a>
            </Notice>
          </div>
        )}
        <LinkForm mailbox={who?.mailbox ?? null} next={next} />
        <p className={css.newHere}>
          {t(words.newHere)} <a href={to.apply}>{t(words.apply)}</a>
        </p>
      </div>
      {people.length > 0 && <DemoPeople people={people} next={next} />}
    </div>
  );
}
