import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Notice } from '../../ui/States.tsx';
import { organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { OrganisationQuery } from '../__generated__/OrganisationQuery.graphql.ts';
import type { OrganisationRejectMutation } from '../__generated__/OrganisationRejectMutation.graphql.ts';
import type { OrganisationSuspendMutation } from '../__generated__/OrganisationSuspendMutation.graphql.ts';
import type { OrganisationVerifyMutation } from '../__generated__/OrganisationVerifyMutation.graphql.ts';
import { useAct } from '../act.ts';
import { globalId, to } from '../address.ts';
import { Papers } from '../agreements/Papers.tsx';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import { History } from '../parts/History.tsx';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useNumber } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import css from './Organisation.module.css';

graphql`
  fragment Organisation_changed on TenantOrganisation {
    id
    state
    reason
    timeline {
      ...History_steps
    }
  }
`;

const document = graphql`
  query OrganisationQuery($id: GlobalID!) {
    node(id: $id) {
      ... on TenantOrganisation {
        id
        name
        kind
        about
        appliedAt
        contactEmail
        contactPhone
        profile {
          id
        }
        agreements {
          ...Papers_agreements
        }
        permits {
          ...Papers_permits
        }
        given: pledges(side: GIVER, first: 20) {
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
        executed: pledges(side: EXECUTOR, first: 20) {
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
        state
        reason
        timeline {
          ...History_steps
        }
      }
    }
  }
`;

const verify = graphql`
  mutation OrganisationVerifyMutation($input: OrganisationActInput!) {
    verifyOrganisation(input: $input) {
      ... on OrganisationVerified {
        organisation {
          ...Organisation_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const reject = graphql`
  mutation OrganisationRejectMutation($input: OrganisationReasonInput!) {
    rejectOrganisation(input: $input) {
      ... on OrganisationRejected {
        organisation {
          ...Organisation_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const suspend = graphql`
  mutation OrganisationSuspendMutation($input: OrganisationReasonInput!) {
    suspendOrganisation(input: $input) {
      ... on OrganisationSuspended {
        organisation {
          ...Organisation_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  back: ['Organisasi', 'Organisations'],
  none: ['Organisasi ini tidak ada', 'There is no such organisation'],
  seen: [
    'Anda melihat organisasi lain sebagai Pemprov. Anggotanya hanya terlihat oleh organisasi itu sendiri.',
    'You are looking at another organisation as the provincial government. Only its own people see its members.',
  ],
  observe: ['Lihat pekerjaannya sebagai pengamat', 'Look at its work as an observer'],
  state: ['Keadaan', 'State'],
  kind: ['Jenis', 'Kind'],
  email: ['Surel', 'Mail'],
  phone: ['Telepon', 'Telephone'],
  applied: ['Mendaftar', 'Applied'],
  about: ['Tentang', 'About'],
  papers: ['PKS dan izin', 'Agreements and permits'],
  given: ['Janji yang diberikan', 'Pledges it gave'],
  executed: ['Janji yang dilaksanakan', 'Pledges it carries out'],
  public: ['Profil publik', 'Public profile'],
  verify: ['Verifikasi', 'Verify'],
  verifyTitle: [(n: string) => `Verifikasi ${n}?`, (n: string) => `Verify ${n}?`],
  verifyWhy: [
    'Namanya tampil di halaman publik, dan organisasi ini dapat memberi janji bantuan.',
    'Its name appears on the public pages, and it can make pledges.',
  ],
  again: ['Pulihkan', 'Restore'],
  reject: ['Tolak', 'Reject'],
  rejectTitle: [(n: string) => `Tolak pendaftaran ${n}?`, (n: string) => `Reject ${n}?`],
  suspend: ['Tangguhkan', 'Suspend'],
  suspendTitle: [(n: string) => `Tangguhkan ${n}?`, (n: string) => `Suspend ${n}?`],
  suspendWhy: [
    'Organisasi ini tidak dapat berbuat apa pun sampai dipulihkan; komitmennya tetap tercatat.',
    'It can do nothing until it is restored; its commitments stay on record.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Asked = 'verify' | 'reject' | 'suspend';

function Decisions({ id, name, state }: { id: string; name: string; state: string }) {
  const t = useText();
  const [asked, setAsked] = useState<Asked>();
  const verifying = useAct<OrganisationVerifyMutation>(verify);
  const rejecting = useAct<OrganisationRejectMutation>(reject);
  const suspending = useAct<OrganisationSuspendMutation>(suspend);
  const acting = { verify: verifying, reject: rejecting, suspend: suspending };
  const close = () => {
    setAsked(undefined);
    for (const each of Object.values(acting)) each.clear();
  };
  const run = (reason: string) => {
    if (asked === 'verify') verifying.act({ organisation: id }, close);
    if (asked === 'reject') rejecting.act({ organisation: id, reason }, close);
    if (asked === 'suspend') suspending.act({ organisation: id, reason }, close);
  };
  const why = { verify: words.verifyWhy, reject: undefined, suspend: words.suspendWhy };
  const now = asked && acting[asked];
  return (
    <>
      {(state === 'APPLIED' || state === 'SUSPENDED') && (
        <Button look="primary" onPress={() => setAsked('verify')}>
          {t(state === 'APPLIED' ? words.verify : words.again)}
        </Button>
      )}
      {state === 'APPLIED' && <Button onPress={() => setAsked('reject')}>{t(words.reject)}</Button>}
      {state === 'VERIFIED' && (
        <Button onPress={() => setAsked('suspend')}>{t(words.suspend)}</Button>
      )}
      {asked && now && (
        <ReasonDialog
          open
          title={t(words[`${asked}Title`])(name)}
          confirm={t(words[asked])}
          look={asked === 'verify' ? 'primary' : 'danger'}
          busy={now.busy}
          reason={asked === 'verify' ? 'none' : 'required'}
          answer={<Answer refusal={now.refusal} fault={now.fault} />}
          onConfirm={run}
          onClose={close}
        >
          {why[asked] && <p>{t(why[asked])}</p>}
        </ReasonDialog>
      )}
    </>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation: own, acts } = useOffice();
  const { node } = useLoad<OrganisationQuery>(
    document,
    { id: globalId('TenantOrganisation', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  if (!node?.id || !node.name || !node.kind || !node.state) {
    return <Empty title={t(words.none)} />;
  }
  const word = organisationState[node.state];
  const given = node.given?.edges.map((edge) => edge.node) ?? [];
  const executed = node.executed?.edges.map((edge) => edge.node) ?? [];
  const agreements = node.agreements ?? [];
  const permits = node.permits ?? [];
  return (
    <>
      <PageHead
        back={{ href: to.organisations, label: t(words.back) }}
        title={node.name}
        action={
          acts &&
          node.id !== own.id && <Decisions id={node.id} name={node.name} state={node.state} />
        }
      />
      {node.id !== own.id && (
        <div className={css.seen}>
          <Notice tone="note">
            <p>{t(words.seen)}</p>
            <p>
              <a href={to.observed(node.id)}>{t(words.observe)}</a>
            </p>
          </Notice>
        </div>
      )}
      <Facts
        items={[
          [
            t(words.state),
            <Chip key="state" tone={word?.tone ?? 'plain'}>
              {t(word?.word ?? [node.state, node.state])}
            </Chip>,
          ],
          [t(words.kind), t(organisationKind[node.kind])],
          [t(words.email), node.contactEmail],
          [t(words.phone), node.contactPhone],
          [t(words.applied), node.appliedAt && moment(node.appliedAt, lang)],
        ]}
      />
      {node.about && (
        <Section title={t(words.about)}>
          <p>{node.about}</p>
        </Section>
      )}
      {(agreements.length > 0 || permits.length > 0) && (
        <Section title={t(words.papers)}>
          <Papers agreements={agreements} permits={permits} />
        </Section>
      )}
      {given.length > 0 && (
        <Section
          title={t(words.given)}
          aside={node.profile && <a href={to.organisation(node.profile.id)}>{t(words.public)}</a>}
        >
          <PledgeTable pledges={given} party="executor" />
        </Section>
      )}
      {executed.length > 0 && (
        <Section title={t(words.executed)}>
          <PledgeTable pledges={executed} party="giver" />
        </Section>
      )}
      {node.timeline && <History steps={node.timeline} states={organisationState} />}
    </>
  );
}
