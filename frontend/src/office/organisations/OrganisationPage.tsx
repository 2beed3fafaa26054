import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty, Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { OrganisationPageQuery } from '../__generated__/OrganisationPageQuery.graphql.ts';
import type { OrganisationPageRejectMutation } from '../__generated__/OrganisationPageRejectMutation.graphql.ts';
import type { OrganisationPageSuspendMutation } from '../__generated__/OrganisationPageSuspendMutation.graphql.ts';
import type { OrganisationPageVerifyMutation } from '../__generated__/OrganisationPageVerifyMutation.graphql.ts';
import { Papers } from '../agreements/Papers.tsx';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { History } from '../shared/History.tsx';
import { globalId, to } from '../shell/address.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './Organisation.module.css';

graphql`
  fragment OrganisationPage_changed on TenantOrganisation {
    id
    state
    reason
    timeline {
      ...History_steps
    }
  }
`;

const document = graphql`
  query OrganisationPageQuery($id: ID!) @preloadable {
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
  mutation OrganisationPageVerifyMutation($input: VerifyOrganisationInput!) {
    verifyOrganisation(input: $input) {
      ... on OrganisationVerified {
        organisation {
          ...OrganisationPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const reject = graphql`
  mutation OrganisationPageRejectMutation($input: RejectOrganisationInput!) {
    rejectOrganisation(input: $input) {
      ... on OrganisationRejected {
        organisation {
          ...OrganisationPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const suspend = graphql`
  mutation OrganisationPageSuspendMutation($input: SuspendOrganisationInput!) {
    suspendOrganisation(input: $input) {
      ... on OrganisationSuspended {
        organisation {
          ...OrganisationPage_changed
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

type Confirming = 'verify' | 'reject' | 'suspend';

function Decisions({ id, name, state }: { id: string; name: string; state: string }) {
  const t = useText();
  const [confirming, setConfirming] = useState<Confirming>();
  const verifying = useAction<OrganisationPageVerifyMutation>(verify);
  const rejecting = useAction<OrganisationPageRejectMutation>(reject);
  const suspending = useAction<OrganisationPageSuspendMutation>(suspend);
  const mutations = { verify: verifying, reject: rejecting, suspend: suspending };
  const close = () => {
    setConfirming(undefined);
    for (const each of Object.values(mutations)) each.clear();
  };
  const run = (reason: string) => {
    if (confirming === 'verify') verifying.act({ organisation: id }, close);
    if (confirming === 'reject') rejecting.act({ organisation: id, reason }, close);
    if (confirming === 'suspend') suspending.act({ organisation: id, reason }, close);
  };
  const why = { verify: words.verifyWhy, reject: undefined, suspend: words.suspendWhy };
  const now = confirming && mutations[confirming];
  return (
    <>
      {(state === 'APPLIED' || state === 'SUSPENDED') && (
        <Button look="primary" onPress={() => setConfirming('verify')}>
          {t(state === 'APPLIED' ? words.verify : words.again)}
        </Button>
      )}
      {state === 'APPLIED' && (
        <Button onPress={() => setConfirming('reject')}>{t(words.reject)}</Button>
      )}
      {state === 'VERIFIED' && (
        <Button onPress={() => setConfirming('suspend')}>{t(words.suspend)}</Button>
      )}
      {confirming && now && (
        <ReasonDialog
          open
          title={t(words[`${confirming}Title`])(name)}
          confirm={t(words[confirming])}
          look={confirming === 'verify' ? 'primary' : 'danger'}
          busy={now.busy}
          reason={confirming === 'verify' ? 'none' : 'required'}
          answer={<Answer refusal={now.refusal} failure={now.failure} />}
          onConfirm={run}
          onClose={close}
        >
          {why[confirming] && <p>{t(why[confirming])}</p>}
        </ReasonDialog>
      )}
    </>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation: own, acts } = useOffice();
  const { node } = useLoad<OrganisationPageQuery>(
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
