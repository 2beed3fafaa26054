import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { chooseOrganisation } from '../../auth.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  ApplyPageMutation,
  OrganisationKind,
} from '../__generated__/ApplyPageMutation.graphql.ts';
import { office } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { useQuery } from '../shell/navigation.ts';

const mutation = graphql`
  mutation ApplyPageMutation($input: ApplyAsOrganisationInput!) {
    applyAsOrganisation(input: $input) {
      ... on OrganisationApplied {
        organisation {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Daftarkan organisasi', 'Register an organisation'],
  lead: [
    'Setelah dikirim, Pemprov memeriksanya. Sementara itu Anda sudah dapat mengundang anggota.',
    'Once sent, the provincial government examines it. Meanwhile you can invite members.',
  ],
  kind: ['Jenis organisasi', 'Kind of organisation'],
  donorWhy: [
    'Perusahaan, asosiasi, atau komunitas yang memberi paket atau dana.',
    'A company, association or community that gives packages or money.',
  ],
  aggregatorWhy: [
    'Lembaga yang mengumpulkan dan mengantarkan bantuan pihak lain, dengan PKS.',
    'A body that collects and delivers the aid of others, under an agreement.',
  ],
  name: ['Nama organisasi', 'Name of the organisation'],
  about: ['Tentang organisasi (boleh kosong)', 'About it (may stay empty)'],
  email: ['Surel yang dapat dihubungi', 'Mail address for contact'],
  phone: ['Telepon yang dapat dihubungi', 'Telephone for contact'],
  hidden: ['Tidak tampil di halaman publik.', 'Not shown on the public pages.'],
  send: ['Kirim pendaftaran', 'Send the application'],
} as const satisfies Record<string, Pair>;

const nothing = { name: '', about: '', contactEmail: '', contactPhone: '' };
type Typed = typeof nothing;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { lanjut } = useQuery();
  const [kind, setKind] = useState<OrganisationKind>('DONOR');
  const [typed, setTyped] = useState(nothing);
  const change = (some: Partial<Typed>) => setTyped((now) => ({ ...now, ...some }));
  const applying = useAction<ApplyPageMutation>(mutation);
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          applying.act({ kind, ...typed }, (payload) => {
            if (!('organisation' in payload) || !payload.organisation) return;
            // All that was loaded belongs to nobody: the office starts anew for the organisation.
            chooseOrganisation(payload.organisation.id, lang).finally(() =>
              location.assign(lanjut?.startsWith(`${office}/`) ? lanjut : office),
            );
          });
        }}
      >
        <KindChoice kind={kind} onKind={setKind} />
        <AboutFields typed={typed} onTyped={change} />
        <ContactFields typed={typed} onTyped={change} />
        <Answer refusal={applying.refusal} failure={applying.failure} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={applying.busy}>
            {t(words.send)}
          </Button>
        </div>
      </form>
    </>
  );
}

const kinds = [
  ['DONOR', words.donorWhy],
  ['AGGREGATOR', words.aggregatorWhy],
] as const;

type KindChoiceProps = { kind: OrganisationKind; onKind: (kind: OrganisationKind) => void };

function KindChoice({ kind, onKind }: KindChoiceProps) {
  const t = useText();
  return (
    <fieldset>
      <legend className={css.legend}>{t(words.kind)}</legend>
      {kinds.map(([each, why]) => (
        <Choice
          key={each}
          type="radio"
          name="kind"
          value={each}
          checked={kind === each}
          onPick={() => onKind(each)}
          label={t(organisationKind[each])}
          hint={t(why)}
        />
      ))}
    </fieldset>
  );
}

type FieldsProps = { typed: Typed; onTyped: (change: Partial<Typed>) => void };

/** What everybody reads about the organisation. */
function AboutFields({ typed, onTyped }: FieldsProps) {
  const t = useText();
  return (
    <>
      <Field label={t(words.name)}>
        {(control) => (
          <input
            {...control}
            required
            maxLength={200}
            autoComplete="organization"
            value={typed.name}
            onChange={(event) => onTyped({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t(words.about)}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={2000}
            value={typed.about}
            onChange={(event) => onTyped({ about: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

/** How it is reached; not for everybody. */
function ContactFields({ typed, onTyped }: FieldsProps) {
  const t = useText();
  return (
    <>
      <Field label={t(words.email)} hint={t(words.hidden)}>
        {(control) => (
          <input
            {...control}
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            value={typed.contactEmail}
            onChange={(event) => onTyped({ contactEmail: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t(words.phone)} hint={t(words.hidden)}>
        {(control) => (
          <input
            {...control}
            type="tel"
            required
            maxLength={30}
            autoComplete="tel"
            value={typed.contactPhone}
            onChange={(event) => onTyped({ contactPhone: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
