import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitContact_unit$key } from '../__generated__/UnitContact_unit.graphql.ts';
import type { UnitContactRequestMutation } from '../__generated__/UnitContactRequestMutation.graphql.ts';
import { ActForm } from '../shell/forms/ActForm.tsx';
import { useAction } from '../shell/forms/action.ts';
import form from '../shell/forms/Form.module.css';
import { TextField } from '../shell/forms/TextField.tsx';
import { NoteContact } from './NoteContact.tsx';

const fragment = graphql`
  fragment UnitContact_unit on Unit
  @argumentDefinitions(pemprov: { type: "Boolean!", defaultValue: false }) {
    id
    hasContact @include(if: $pemprov)
    contactRequests(first: 5) @include(if: $pemprov) {
      nodes {
        id
        purpose
        requestedAt
        person {
          name
        }
      }
    }
  }
`;

const request = graphql`
  mutation UnitContactRequestMutation($input: RequestUnitContactInput!) {
    requestUnitContact(input: $input) {
      ... on UnitContactRequested {
        contactRequest {
          id
          name
          role
          phone
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Narahubung', 'Contact'],
  why: [
    'Nama dan nomor hanya untuk mengantar bantuan ke unit ini. Siapa yang meminta, dan untuk apa, tercatat.',
    'Name and number are only for delivering aid to this unit. Who asks, and what for, is recorded.',
  ],
  ask: ['Minta narahubung', 'Ask for the contact'],
  purpose: ['Untuk apa?', 'What for?'],
  note: ['Isi narahubung', 'Note a contact'],
  replace: ['Ganti atau hapus', 'Replace or forget'],
  name: ['Nama', 'Name'],
  role: ['Jabatan', 'Function'],
  phone: ['Telepon', 'Telephone'],
  chat: ['Tulis di WhatsApp', 'Write on WhatsApp'],
  greeting: [
    (name: string) => `Selamat siang, ${name}. Kami akan mengantar bantuan KSBB.`,
    (name: string) => `Good day, ${name}. We are going to deliver aid of KSBB.`,
  ],
  kept: ['Terlihat satu hari, hanya untuk Anda.', 'Shown for one day, to you alone.'],
  requests: ['Permintaan terakhir', 'The latest requests'],
} as const satisfies Record<string, Pair<unknown>>;

type UnitContactProps = { unit: UnitContact_unit$key; writes: boolean; onChange: () => void };

/** Whom to call at a unit: asked for with a purpose, and noted by the Pemprov. */
export function UnitContact({ unit, writes, onChange }: UnitContactProps) {
  const t = useText();
  const lang = useLang();
  const { id, hasContact, contactRequests } = useFragment(fragment, unit);
  const [open, setOpen] = useState<'ask' | 'note'>();
  const close = () => setOpen(undefined);
  const requests = contactRequests?.nodes ?? [];
  return (
    <Section title={t(words.title)}>
      <p>{t(words.why)}</p>
      {!open && (
        <div className={form.buttons}>
          {hasContact !== false && <Button onPress={() => setOpen('ask')}>{t(words.ask)}</Button>}
          {writes && (
            <Button onPress={() => setOpen('note')}>
              {t(hasContact ? words.replace : words.note)}
            </Button>
          )}
        </div>
      )}
      {open === 'ask' && <RequestContact unit={id} onClose={close} />}
      {open === 'note' && (
        <NoteContact
          unit={id}
          noted={hasContact === true}
          onClose={() => {
            close();
            onChange();
          }}
        />
      )}
      {requests.length > 0 && (
        <>
          <h3>{t(words.requests)}</h3>
          <ul>
            {requests.map((each) => (
              <li key={each.id}>
                {moment(each.requestedAt, lang)}
                {each.person && `, ${each.person.name}`}: {each.purpose}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

type Requested = {
  readonly name?: string | null | undefined;
  readonly role?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

function RequestContact({ unit, onClose }: { unit: string; onClose: () => void }) {
  const t = useText();
  const [purpose, setPurpose] = useState('');
  const [contact, setContact] = useState<Requested>();
  const requesting = useAction<UnitContactRequestMutation>(request);
  if (contact?.phone) return <Shown contact={contact} />;
  const send = () =>
    requesting.act({ unit, purpose }, (payload) => setContact(payload.contactRequest ?? undefined));
  return (
    <ActForm of={requesting} send={t(words.ask)} onSend={send} back={onClose}>
      <TextField
        label={t(words.purpose)}
        required
        maxLength={500}
        value={purpose}
        onValue={setPurpose}
      />
    </ActForm>
  );
}

/** An Indonesian number as wa.me takes it: with the country, without a plus. */
const international = (phone: string) => phone.replace(/^\+/, '').replace(/^0/, '62');

function Shown({ contact }: { contact: Requested }) {
  const t = useText();
  const { name, role, phone } = contact;
  if (!name || !phone) return null;
  const greeting = encodeURIComponent(t(words.greeting)(name));
  return (
    <>
      <Facts
        items={[
          [t(words.name), name],
          [t(words.role), role],
          [
            t(words.phone),
            <a key="phone" href={`tel:${phone}`}>
              {phone}
            </a>,
          ],
        ]}
      />
      <p>
        <a
          href={`https://wa.me/${international(phone)}?text=${greeting}`}
          rel="noreferrer"
          target="_blank"
        >
          {t(words.chat)}
        </a>
      </p>
      <p>{t(words.kept)}</p>
    </>
  );
}
