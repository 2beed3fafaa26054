import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day, moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { MembersEndMutation } from '../__generated__/MembersEndMutation.graphql.ts';
import type { MembersQuery } from '../__generated__/MembersQuery.graphql.ts';
import { useAct } from '../act.ts';
import { useLoad } from '../load.ts';
import { Invite } from '../members/Invite.tsx';
import { Answer } from '../parts/Answer.tsx';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query MembersQuery {
    viewer {
      organisation {
        id
        members {
          id
          role
          since
          endsOn
          person {
            name
            email
          }
        }
        invitations {
          id
          email
          role
          expiresAt
          acceptedAt
          endsOn
        }
      }
    }
  }
`;

const end = graphql`
  mutation MembersEndMutation($input: EndMembershipInput!) {
    endMembership(input: $input) {
      ... on MembershipEnded {
        membership {
          id
          endsOn
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Anggota', 'Members'],
  lead: [
    'Siapa yang bertindak untuk organisasi Anda, dan dengan peran apa.',
    'Who acts for your organisation, and in which role.',
  ],
  invite: ['Undang anggota', 'Invite a member'],
  name: ['Nama', 'Name'],
  email: ['Surel', 'Mail'],
  role: ['Peran', 'Role'],
  since: ['Sejak', 'Since'],
  until: [(when: string) => `sampai ${when}`, (when: string) => `until ${when}`],
  ended: [(when: string) => `berakhir ${when}`, (when: string) => `ended ${when}`],
  acts: ['Tindakan', 'Actions'],
  end: ['Akhiri', 'End'],
  endTitle: [
    (n: string) => `Akhiri keanggotaan ${n}?`,
    (n: string) => `End the membership of ${n}?`,
  ],
  endWhy: [
    'Mulai sekarang orang ini tidak dapat masuk untuk organisasi Anda. Yang pernah dilakukannya tetap tercatat.',
    'From now on this person cannot sign in for your organisation. What they did stays on record.',
  ],
  open: ['Undangan yang belum dijawab', 'Invitations not answered yet'],
  expires: ['Berlaku sampai', 'Valid until'],
} as const satisfies Record<string, Pair<unknown>>;

function EndMembership({ id, name }: { id: string; name: string }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const ending = useAct<MembersEndMutation>(end);
  const close = () => {
    ending.clear();
    setAsked(false);
  };
  return (
    <>
      <Button onPress={() => setAsked(true)}>{t(words.end)}</Button>
      {asked && (
        <ReasonDialog
          open
          title={t(words.endTitle)(name)}
          confirm={t(words.end)}
          look="danger"
          busy={ending.busy}
          reason="none"
          answer={<Answer refusal={ending.refusal} fault={ending.fault} />}
          onConfirm={() => ending.act({ membership: id }, close)}
          onClose={close}
        >
          <p>{t(words.endWhy)}</p>
        </ReasonDialog>
      )}
    </>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { role, today } = useOffice();
  const [inviting, setInviting] = useState(false);
  const [sent, setSent] = useState(0);
  const { viewer } = useLoad<MembersQuery>(
    document,
    {},
    { fetchPolicy: 'store-and-network', fetchKey: sent },
  );
  const owner = role === 'OWNER';
  const members = viewer?.organisation?.members ?? [];
  const open = (viewer?.organisation?.invitations ?? []).filter((each) => !each.acceptedAt);
  type Member = (typeof members)[number];
  const gone = (row: Member) => row.endsOn !== null && (row.endsOn ?? '') < today;
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          owner &&
          !inviting && (
            <Button look="primary" onPress={() => setInviting(true)}>
              {t(words.invite)}
            </Button>
          )
        }
      />
      {inviting && <Invite onSent={() => setSent(sent + 1)} onClose={() => setInviting(false)} />}
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={members}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'name',
            head: t(words.name),
            names: true,
            by: (row) => row.person?.name ?? '',
            cell: (row) => row.person?.name || row.person?.email || '–',
          },
          {
            name: 'email',
            head: t(words.email),
            cell: (row) => row.person?.email ?? '–',
          },
          {
            name: 'role',
            head: t(words.role),
            by: (row) => row.role,
            cell: (row) => (
              <>
                {t(roleWord[row.role])}
                {row.endsOn && (
                  <>
                    {' '}
                    <Chip tone={gone(row) ? 'stopped' : 'plain'}>
                      {t(gone(row) ? words.ended : words.until)(day(row.endsOn, lang))}
                    </Chip>
                  </>
                )}
              </>
            ),
          },
          {
            name: 'since',
            head: t(words.since),
            figures: true,
            by: (row) => row.since,
            cell: (row) => day(row.since, lang),
          },
          ...(owner
            ? [
                {
                  name: 'acts',
                  head: t(words.acts),
                  cell: (row: Member) =>
                    gone(row) ? null : (
                      <EndMembership
                        id={row.id}
                        name={row.person?.name || row.person?.email || ''}
                      />
                    ),
                },
              ]
            : []),
        ]}
      />
      {open.length > 0 && (
        <Section title={t(words.open)}>
          <Table
            caption={t(words.open)}
            captionUnseen
            rows={open}
            keyOf={(row) => row.id}
            columns={[
              {
                name: 'email',
                head: t(words.email),
                names: true,
                by: (row) => row.email,
                cell: (row) => row.email,
              },
              { name: 'role', head: t(words.role), cell: (row) => t(roleWord[row.role]) },
              {
                name: 'expires',
                head: t(words.expires),
                figures: true,
                by: (row) => row.expiresAt,
                cell: (row) => moment(row.expiresAt, lang),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
