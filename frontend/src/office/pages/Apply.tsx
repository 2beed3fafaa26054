import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { chooseOrganisation } from '../../auth.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ApplyMutation, OrganisationKind } from '../__generated__/ApplyMutation.graphql.ts';
import { useAct } from '../act.ts';
import { office } from '../address.ts';
import { Answer } from '../parts/Answer.tsx';
import css from '../parts/Form.module.css';
import { useQuery } from '../router.tsx';

const mutation = graphql`
  mutation ApplyMutation($input: ApplyAsOrganisationInput!) {
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
    'Lembaga yang mengumpulkan dan mengantarkan bantuan orang lain, dengan PKS.',
    'A body that collects and delivers the aid of others, under an agreement.',
  ],
  name: ['Nama organisasi', 'Name of the organisation'],
  about: ['Tentang organisasi (boleh kosong)', 'About it (may stay empty)'],
  email: ['Surel yang dapat dihubungi', 'Mail address for contact'],
  phone: ['Telepon yang dapat dihubungi', 'Telephone for contact'],
  hidden: ['Tidak tampil di halaman publik.', 'Not shown on the public pages.'],
  send: ['Kirim pendaftaran', 'Send the application'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { lanjut } = useQuery();
  const [kind, setKind] = useState<OrganisationKind>('DONOR');
  const [name, setName] = useState('');
  const [about, setAbout] = useState('');
  const [contactEmail, setContactEmail] = useState('');
  const [contactPhone, setContactPhone] = useState('');
  const applying = useAct<ApplyMutation>(mutation);
  const kinds = [
    ['DONOR', words.donorWhy],
    ['AGGREGATOR', words.aggregatorWhy],
  ] as const;
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          applying.act({ kind, name, about, contactEmail, contactPhone }, (payload) => {
            if (!('organisation' in payload) || !payload.organisation) return;
            // All that was loaded belongs to nobody: the office starts anew for the organisation.
            chooseOrganisation(payload.organisation.id, lang).finally(() =>
              location.assign(lanjut?.startsWith(`${office}/`) ? lanjut : office),
            );
          });
        }}
      >
        <fieldset>
          <legend className={css.legend}>{t(words.kind)}</legend>
          {kinds.map(([each, why]) => (
            <Choice
              key={each}
              type="radio"
              name="kind"
              value={each}
              checked={kind === each}
              onPick={() => setKind(each)}
              label={t(organisationKind[each])}
              hint={t(why)}
            />
          ))}
        </fieldset>
        <Field label={t(words.name)}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={200}
              autoComplete="organization"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t(words.about)}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={2000}
              value={about}
              onChange={(event) => setAbout(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t(words.email)} hint={t(words.hidden)}>
          {(control) => (
            <input
              {...control}
              type="email"
              required
              maxLength={254}
              autoComplete="email"
              value={contactEmail}
              onChange={(event) => setContactEmail(event.currentTarget.value)}
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
              value={contactPhone}
              onChange={(event) => setContactPhone(event.currentTarget.value)}
            />
          )}
        </Field>
        <Answer refusal={applying.refusal} fault={applying.fault} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={applying.busy}>
            {t(words.send)}
          </Button>
        </div>
      </form>
    </>
  );
}
