import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day, moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { MembersPageEndMutation } from '../__generated__/MembersPageEndMutation.graphql.ts';
import type { MembersPageQuery } from '../__generated__/MembersPageQuery.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { InviteMember } from './InviteMember.tsx';
import { OfficerAreas } from './OfficerAreas.tsx';

const document = graphql`
  query MembersPageQuery @preloadable {
    viewer {
      organisation {
        id
        members {
          id
          role
          since
          endsOn
          ...OfficerAreas_membership @alias(as: "officer")
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
          areas {
            name
          }
        }
      }
    }
  }
`;

const end = graphql`
  mutation MembersPageEndMutation($input: EndMembershipInput!) {
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
  const [confirming, setConfirming] = useState(false);
  const ending = useAction<MembersPageEndMutation>(end);
  const close = () => {
    ending.clear();
    setConfirming(false);
  };
  return (
    <>
      <Button onPress={() => setConfirming(true)}>{t(words.end)}</Button>
      {confirming && (
        <ReasonDialog
          open
          title={t(words.endTitle)(name)}
          confirm={t(words.end)}
          look="danger"
          busy={ending.busy}
          reason="none"
          answer={<Answer refusal={ending.refusal} failure={ending.failure} />}
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
  const { role } = useOffice();
  const [inviting, setInviting] = useState(false);
  const [sent, setSent] = useState(0);
  const { viewer } = useLoad<MembersPageQuery>(
    document,
    {},
    { fetchPolicy: 'store-and-network', fetchKey: sent },
  );
  const open = (viewer?.organisation?.invitations ?? []).filter((each) => !each.acceptedAt);
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          role === 'OWNER' &&
          !inviting && (
            <Button look="primary" onPress={() => setInviting(true)}>
              {t(words.invite)}
            </Button>
          )
        }
      />
      {inviting && (
        <InviteMember onSent={() => setSent(sent + 1)} onClose={() => setInviting(false)} />
      )}
      <Members members={viewer?.organisation?.members ?? []} />
      {open.length > 0 && <Invitations open={open} />}
    </>
  );
}

type Organisation = NonNullable<
  NonNullable<MembersPageQuery['response']['viewer']>['organisation']
>;
type Member = Organisation['members'][number];

function Members({ members }: { members: readonly Member[] }) {
  const t = useText();
  const columns = useMemberColumns();
  return (
    <Table
      caption={t(words.title)}
      captionUnseen
      rows={members}
      keyOf={(row) => row.id}
      columns={columns}
    />
  );
}

function useMemberColumns(): Column<Member>[] {
  const t = useText();
  const lang = useLang();
  const { role, today } = useOffice();
  const owner = role === 'OWNER';
  const gone = (row: Member) => row.endsOn !== null && (row.endsOn ?? '') < today;
  const columns: Column<Member>[] = [
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
          {row.role === 'KELURAHAN' && (
            <OfficerAreas membership={row.officer} own={owner && !gone(row)} />
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
  ];
  if (!owner) return columns;
  return [
    ...columns,
    {
      name: 'acts',
      head: t(words.acts),
      cell: (row) =>
        gone(row) ? null : (
          <EndMembership id={row.id} name={row.person?.name || row.person?.email || ''} />
        ),
    },
  ];
}

/** Invitations that nobody has answered yet. */
function Invitations({ open }: { open: Organisation['invitations'] }) {
  const t = useText();
  const lang = useLang();
  return (
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
          {
            name: 'role',
            head: t(words.role),
            cell: (row) =>
              [t(roleWord[row.role]), row.areas.map((each) => each.name).join(', ')]
                .filter(Boolean)
                .join(': '),
          },
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
  );
}
