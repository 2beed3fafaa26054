import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Table } from '../../ui/Table.tsx';
import { agreementState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { Papers_agreements$key } from '../__generated__/Papers_agreements.graphql.ts';
import type { Papers_permits$key } from '../__generated__/Papers_permits.graphql.ts';
import type { PapersActivateMutation } from '../__generated__/PapersActivateMutation.graphql.ts';
import type { PapersActivatePermitMutation } from '../__generated__/PapersActivatePermitMutation.graphql.ts';
import type { PapersSuspendMutation } from '../__generated__/PapersSuspendMutation.graphql.ts';
import type { PapersSuspendPermitMutation } from '../__generated__/PapersSuspendPermitMutation.graphql.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useOffice } from '../shell/viewer.ts';

const ofAgreements = graphql`
  fragment Papers_agreements on Agreement @relay(plural: true) {
    id
    number
    startsOn
    endsOn
    state
    reason
    inForce
    aggregator {
      name
    }
  }
`;

const ofPermits = graphql`
  fragment Papers_permits on Permit @relay(plural: true) {
    id
    number
    issuer
    startsOn
    endsOn
    state
    reason
    inForce
    aggregator {
      name
    }
  }
`;

const activate = graphql`
  mutation PapersActivateMutation($input: ActivateAgreementInput!) {
    activateAgreement(input: $input) {
      ... on AgreementActivated {
        agreement {
          ...Papers_agreements
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const suspend = graphql`
  mutation PapersSuspendMutation($input: SuspendAgreementInput!) {
    suspendAgreement(input: $input) {
      ... on AgreementSuspended {
        agreement {
          ...Papers_agreements
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const activatePermit = graphql`
  mutation PapersActivatePermitMutation($input: ActivatePermitInput!) {
    activatePermit(input: $input) {
      ... on PermitActivated {
        permit {
          ...Papers_permits
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const suspendPermit = graphql`
  mutation PapersSuspendPermitMutation($input: SuspendPermitInput!) {
    suspendPermit(input: $input) {
      ... on PermitSuspended {
        permit {
          ...Papers_permits
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  agreement: ['PKS', 'Agreement (PKS)'],
  permit: ['Izin PUB', 'Collection permit (PUB)'],
  caption: ['PKS dan izin', 'Agreements and permits'],
  number: ['Nomor', 'Number'],
  what: ['Jenis', 'Kind'],
  whose: ['Agregator', 'Aggregator'],
  period: ['Masa berlaku', 'Period'],
  state: ['Keadaan', 'State'],
  notNow: ['di luar masa berlakunya', 'outside its period'],
  acts: ['Tindakan', 'Actions'],
  activate: ['Berlakukan', 'Put in force'],
  activateTitle: [(n: string) => `Berlakukan ${n}?`, (n: string) => `Put ${n} in force?`],
  suspend: ['Tangguhkan', 'Suspend'],
  suspendTitle: [(n: string) => `Tangguhkan ${n}?`, (n: string) => `Suspend ${n}?`],
  suspendWhy: [
    'Selama ditangguhkan, agregator tidak dapat menerima janji atau uang baru.',
    'While suspended, the aggregator can accept no new pledge and no new money.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Paper = {
  readonly kind: 'agreement' | 'permit';
  readonly id: string;
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: string;
  readonly reason: string | null | undefined;
  readonly inForce: boolean;
  readonly aggregator: { readonly name: string };
};

function PaperActs({ paper }: { paper: Paper }) {
  const t = useText();
  const [confirming, setConfirming] = useState<'activate' | 'suspend'>();
  const mutations = {
    agreement: {
      activate: useAction<PapersActivateMutation>(activate),
      suspend: useAction<PapersSuspendMutation>(suspend),
    },
    permit: {
      activate: useAction<PapersActivatePermitMutation>(activatePermit),
      suspend: useAction<PapersSuspendPermitMutation>(suspendPermit),
    },
  };
  const now = confirming && mutations[paper.kind][confirming];
  const close = () => {
    now?.clear();
    setConfirming(undefined);
  };
  const run = (reason: string) => {
    if (paper.kind === 'agreement') {
      if (confirming === 'activate')
        mutations.agreement.activate.act({ agreement: paper.id }, close);
      else mutations.agreement.suspend.act({ agreement: paper.id, reason }, close);
    } else if (confirming === 'activate')
      mutations.permit.activate.act({ permit: paper.id }, close);
    else mutations.permit.suspend.act({ permit: paper.id, reason }, close);
  };
  return (
    <>
      {(paper.state === 'SUBMITTED' || paper.state === 'SUSPENDED') && (
        <Button look="primary" onPress={() => setConfirming('activate')}>
          {t(words.activate)}
        </Button>
      )}
      {paper.state === 'ACTIVE' && (
        <Button onPress={() => setConfirming('suspend')}>{t(words.suspend)}</Button>
      )}
      {confirming && now && (
        <ReasonDialog
          open
          title={t(words[`${confirming}Title`])(paper.number)}
          confirm={t(words[confirming])}
          look={confirming === 'activate' ? 'primary' : 'danger'}
          busy={now.busy}
          reason={confirming === 'activate' ? 'none' : 'required'}
          answer={<Answer refusal={now.refusal} failure={now.failure} />}
          onConfirm={run}
          onClose={close}
        >
          {confirming === 'suspend' && <p>{t(words.suspendWhy)}</p>}
        </ReasonDialog>
      )}
    </>
  );
}

type PapersProps = {
  agreements: Papers_agreements$key;
  permits: Papers_permits$key /** Whether they are of many aggregators, which are then named. */;
  whose?: boolean;
};

/** Agreements and permits; the Pemprov puts them in force or suspends them. */
export function Papers({ agreements, permits, whose }: PapersProps) {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const decides = acts && organisation.kind === 'PEMPROV';
  const rows: Paper[] = [
    ...useFragment(ofAgreements, agreements).map((each) => ({
      ...each,
      kind: 'agreement' as const,
    })),
    ...useFragment(ofPermits, permits).map((each) => ({ ...each, kind: 'permit' as const })),
  ];
  return (
    <Table
      caption={t(words.caption)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'number',
          head: t(words.number),
          names: true,
          by: (row) => row.number,
          cell: (row) => row.number,
        },
        {
          name: 'what',
          head: t(words.what),
          by: (row) => row.kind,
          cell: (row) => t(words[row.kind]),
        },
        ...(whose
          ? [
              {
                name: 'whose',
                head: t(words.whose),
                by: (row: Paper) => row.aggregator.name,
                cell: (row: Paper) => row.aggregator.name,
              },
            ]
          : []),
        {
          name: 'period',
          head: t(words.period),
          by: (row) => row.startsOn,
          cell: (row) => days(row.startsOn, row.endsOn, lang),
        },
        {
          name: 'state',
          head: t(words.state),
          by: (row) => row.state,
          cell: (row) => {
            const word = agreementState[row.state];
            return (
              <>
                <Chip tone={word?.tone ?? 'plain'}>{t(word?.word ?? [row.state, row.state])}</Chip>
                {row.state === 'ACTIVE' && !row.inForce && <> {t(words.notNow)}</>}
                {row.reason && <> {row.reason}</>}
              </>
            );
          },
        },
        ...(decides
          ? [
              {
                name: 'acts',
                head: t(words.acts),
                cell: (row: Paper) => <PaperActs paper={row} />,
              },
            ]
          : []),
      ]}
    />
  );
}
