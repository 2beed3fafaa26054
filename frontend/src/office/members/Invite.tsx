import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Section } from '../../ui/Shell.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { InviteMutation, Role } from '../__generated__/InviteMutation.graphql.ts';
import { useAct } from '../act.ts';
import { Answer } from '../parts/Answer.tsx';
import css from '../parts/Form.module.css';
import { type Office, useOffice } from '../viewer.ts';

const mutation = graphql`
  mutation InviteMutation($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      ... on MemberInvited {
        invitation {
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
  title: ['Undang anggota', 'Invite a member'],
  email: ['Alamat surel', 'Mail address'],
  emailHint: [
    'Tautan undangan dikirim ke alamat ini dan berlaku tiga hari.',
    'An invitation link is sent to this address and is valid for three days.',
  ],
  role: ['Peran', 'Role'],
  until: ['Hari terakhir (boleh kosong)', 'Last day (may stay empty)'],
  untilHint: ['Misalnya untuk auditor.', 'For an auditor, for example.'],
  send: ['Kirim undangan', 'Send the invitation'],
  close: ['Tutup', 'Close'],
  sent: [
    (email: string) => `Undangan untuk ${email} dikirim.`,
    (email: string) => `The invitation for ${email} is on its way.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The roles that each kind of organisation has, most needed first. */
const roles: Record<Office['organisation']['kind'], readonly Role[]> = {
  DONOR: ['OPERATOR', 'VIEWER', 'OWNER'],
  AGGREGATOR: ['OPERATOR', 'FIELD', 'VIEWER', 'OWNER'],
  PEMPROV: ['OPERATOR', 'KELURAHAN', 'VERIFIER', 'VIEWER', 'OWNER'],
};

type InviteProps = { onSent: () => void; onClose: () => void };

export function Invite({ onSent, onClose }: InviteProps) {
  const t = useText();
  const { organisation, today } = useOffice();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('OPERATOR');
  const [until, setUntil] = useState('');
  const [sent, setSent] = useState<string>();
  const inviting = useAct<InviteMutation>(mutation);
  return (
    <Section title={t(words.title)}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setSent(undefined);
          const endsOn = role === 'VIEWER' && until ? until : null;
          inviting.act({ email, role, endsOn }, () => {
            setSent(email);
            setEmail('');
            onSent();
          });
        }}
      >
        <Field label={t(words.email)} hint={t(words.emailHint)}>
          {(control) => (
            <input
              {...control}
              type="email"
              required
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t(words.role)}>
          {(control) => (
            <select
              {...control}
              value={role}
              onChange={(event) => setRole(event.currentTarget.value as Role)}
            >
              {roles[organisation.kind].map((each) => (
                <option key={each} value={each}>
                  {t(roleWord[each])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role === 'VIEWER' && (
          <Field label={t(words.until)} hint={t(words.untilHint)}>
            {(control) => (
              <input
                {...control}
                type="date"
                min={today}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {sent && <Notice tone="done">{t(words.sent)(sent)}</Notice>}
        <Answer refusal={inviting.refusal} fault={inviting.fault} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={inviting.busy}>
            {t(words.send)}
          </Button>
          <Button onPress={onClose}>{t(words.close)}</Button>
        </div>
      </form>
    </Section>
  );
}
