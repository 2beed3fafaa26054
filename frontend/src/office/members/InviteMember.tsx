import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { InviteMemberMutation, Role } from '../__generated__/InviteMemberMutation.graphql.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { type Office, useOffice } from '../shell/viewer.ts';
import { AreaChoice } from './AreaChoice.tsx';

const mutation = graphql`
  mutation InviteMemberMutation($input: InviteMemberInput!) {
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
  DONOR: ['OPERATOR', 'FIELD', 'VIEWER', 'OWNER'],
  AGGREGATOR: ['OPERATOR', 'FIELD', 'VIEWER', 'OWNER'],
  PEMPROV: ['OPERATOR', 'KELURAHAN', 'FIELD', 'VERIFIER', 'VIEWER', 'OWNER'],
};

type InviteMemberProps = { onSent: () => void; onClose: () => void };

export function InviteMember({ onSent, onClose }: InviteMemberProps) {
  const t = useText();
  const { organisation, today } = useOffice();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('OPERATOR');
  const [until, setUntil] = useState('');
  const [areas, setAreas] = useState<readonly string[]>([]);
  const [sent, setSent] = useState<string>();
  const inviting = useAction<InviteMemberMutation>(mutation);
  return (
    <Section title={t(words.title)}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setSent(undefined);
          const endsOn = role === 'VIEWER' && until ? until : null;
          const chosen = role === 'KELURAHAN' ? areas : [];
          inviting.act({ email, role, endsOn, areas: chosen }, () => {
            setSent(email);
            setEmail('');
            setAreas([]);
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
        {role === 'KELURAHAN' && <AreaChoice chosen={areas} onChoose={setAreas} />}
        {sent && <Notice tone="done">{t(words.sent)(sent)}</Notice>}
        <Answer refusal={inviting.refusal} failure={inviting.failure} />
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
