import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty, Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { proposalSource, proposalState } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProposalPageAcceptMutation } from '../__generated__/ProposalPageAcceptMutation.graphql.ts';
import type { ProposalPageDeclineMutation } from '../__generated__/ProposalPageDeclineMutation.graphql.ts';
import type { ProposalPageQuery } from '../__generated__/ProposalPageQuery.graphql.ts';
import { History } from '../shared/History.tsx';
import { unitName } from '../shared/names.ts';
import { globalId, to } from '../shell/address.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { Contact } from '../submissions/Contact.tsx';
import css from '../submissions/Submission.module.css';

graphql`
  fragment ProposalPage_changed on Proposal {
    id
    state
    answer
    timeline {
      ...History_steps
    }
    unit {
      id
      families
      people
      isExample
      snapshot {
        id
        source
        day
      }
    }
  }
`;

const document = graphql`
  query ProposalPageQuery($id: ID!) @preloadable {
    proposal(id: $id) {
      id
      code
      families
      people
      source
      day
      remark
      state
      answer
      receivedAt
      contact
      before {
        id
        families
        people
        belowThreshold
        source
        day
        isExample
      }
      unit {
        id
        code
        name
        kind
        snapshot {
          id
          day
        }
        kelurahan {
          name
        }
      }
      timeline {
        ...History_steps
      }
    }
  }
`;

const accept = graphql`
  mutation ProposalPageAcceptMutation($input: AcceptProposalInput!) {
    acceptProposal(input: $input) {
      ... on ProposalAccepted {
        proposal {
          ...ProposalPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const decline = graphql`
  mutation ProposalPageDeclineMutation($input: DeclineProposalInput!) {
    declineProposal(input: $input) {
      ... on ProposalDeclined {
        proposal {
          ...ProposalPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  back: ['Usulan data', 'Proposed data'],
  none: ['Usulan ini tidak ada', 'There is no such proposal'],
  state: ['Keadaan', 'State'],
  code: ['Kode', 'Code'],
  unit: ['Unit', 'Unit'],
  received: ['Dikirim', 'Sent'],
  contact: ['Kontak pengusul', 'Contact'],
  compare: ['Sebelum dan sesudah', 'Before and after'],
  what: ['Data', 'Data'],
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa', 'People'],
  source: ['Sumber', 'Source'],
  day: ['Per hari', 'As of'],
  before: ['Sebelum', 'Before'],
  after: ['Diusulkan', 'Proposed'],
  by: ['Perubahan', 'Change'],
  example: ['data contoh', 'example data'],
  unknown: ['belum ada', 'not known'],
  moved: [
    'Data unit ini sudah berubah sejak diusulkan; bandingkan dengan halaman unit.',
    'The unit’s data have changed since this was proposed; compare with the unit’s page.',
  ],
  large: [
    'Perubahannya lebih dari separuh. Pastikan datanya benar sebelum dipakai.',
    'The change is more than a half. Make sure that it is right before you accept it.',
  ],
  remark: ['Catatan pengusul', 'Remark'],
  why: ['Alasan tidak dipakai', 'Why it was declined'],
  accept: ['Pakai sebagai data unit', 'Accept as the unit’s data'],
  acceptTitle: [(n: string) => `Pakai data ini untuk ${n}?`, (n: string) => `Accept for ${n}?`],
  acceptWhy: [
    'Angkanya langsung tampil di halaman unit, dan tanda “data contoh” hilang. Kebutuhan yang sudah diumumkan tidak berubah.',
    'The figures show on the unit’s page at once, and the mark “example data” ends. Needs that were published stay as they are.',
  ],
  decline: ['Tidak dipakai', 'Decline'],
  declineTitle: ['Usulan ini tidak dipakai?', 'Decline this proposal?'],
  anybody: ['pengusul', 'whoever proposed it'],
} as const satisfies Record<string, Pair<unknown>>;

function Decisions({ id, unit }: { id: string; unit: string }) {
  const t = useText();
  const [confirming, setConfirming] = useState<'accept' | 'decline'>();
  const accepting = useAction<ProposalPageAcceptMutation>(accept);
  const declining = useAction<ProposalPageDeclineMutation>(decline);
  const away = () => {
    setConfirming(undefined);
    accepting.clear();
    declining.clear();
  };
  const now = confirming === 'accept' ? accepting : declining;
  return (
    <div className={css.buttons}>
      <Button look="primary" onPress={() => setConfirming('accept')}>
        {t(words.accept)}
      </Button>
      <Button onPress={() => setConfirming('decline')}>{t(words.decline)}</Button>
      {confirming && (
        <ReasonDialog
          open
          title={confirming === 'accept' ? t(words.acceptTitle)(unit) : t(words.declineTitle)}
          confirm={t(words[confirming])}
          look={confirming === 'accept' ? 'primary' : 'danger'}
          busy={now.busy}
          reason={confirming === 'accept' ? 'none' : 'required'}
          answer={<Answer refusal={now.refusal} failure={now.failure} />}
          onConfirm={(reason) =>
            confirming === 'accept'
              ? accepting.act({ proposal: id }, away)
              : declining.act({ proposal: id, reason }, away)
          }
          onClose={away}
        >
          {confirming === 'accept' && <p>{t(words.acceptWhy)}</p>}
        </ReasonDialog>
      )}
    </div>
  );
}

type Proposal = NonNullable<ProposalPageQuery['response']['proposal']>;

/** "+30" and "(+7%)" of a figure. */
function changeOf(before: number | null | undefined, after: number, lang: 'id' | 'en'): string {
  if (before == null) return '–';
  const by = after - before;
  const sign = by > 0 ? '+' : by < 0 ? '−' : '';
  const share =
    before > 0 && by !== 0 ? ` (${sign}${Math.round((Math.abs(by) / before) * 100)}%)` : '';
  return `${sign}${number(Math.abs(by), lang)}${share}`;
}

function Compare({ proposal }: { proposal: Proposal }) {
  const t = useText();
  const lang = useLang();
  const { before } = proposal;
  const figure = (value: number | null | undefined) =>
    value == null ? (before?.belowThreshold ? '<5' : t(words.unknown)) : number(value, lang);
  const rows = [
    ...(proposal.unit.kind === 'RW'
      ? [
          {
            what: t(words.families),
            before: figure(before?.families),
            after: number(proposal.families, lang),
            by: changeOf(before?.families, proposal.families, lang),
          },
        ]
      : []),
    {
      what: t(words.people),
      before: figure(before?.people),
      after: number(proposal.people, lang),
      by: changeOf(before?.people, proposal.people, lang),
    },
    {
      what: t(words.day),
      before: before ? day(before.day, lang) : t(words.unknown),
      after: day(proposal.day, lang),
      by: '–',
    },
    {
      what: t(words.source),
      before: before
        ? `${before.source}${before.isExample ? ` (${t(words.example)})` : ''}`
        : t(words.unknown),
      after: t(proposalSource[proposal.source]),
      by: '–',
    },
  ];
  return (
    <Table
      caption={t(words.compare)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.what}
      columns={[
        { name: 'what', head: t(words.what), names: true, cell: (row) => row.what },
        { name: 'before', head: t(words.before), figures: true, cell: (row) => row.before },
        { name: 'after', head: t(words.after), figures: true, cell: (row) => row.after },
        { name: 'by', head: t(words.by), figures: true, cell: (row) => row.by },
      ]}
    />
  );
}

const isLarge = (before: number | null | undefined, after: number) =>
  before != null && Math.abs(after - before) > before / 2;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const id = globalId('Proposal', useNumber());
  const { proposal } = useLoad<ProposalPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<ProposalPageQuery>(document, { id }, (change) => change.thingId === id);
  if (!proposal) return <Empty whole title={t(words.none)} />;
  const state = proposalState[proposal.state];
  const { unit, before } = proposal;
  const waits = proposal.state === 'RECEIVED';
  return (
    <>
      <PageHead back={{ href: to.proposals, label: t(words.back) }} title={unitName(unit)} />
      <Facts
        items={[
          [
            t(words.state),
            <Chip key="state" tone={state?.tone ?? 'plain'}>
              {t(state?.word ?? [proposal.state, proposal.state])}
            </Chip>,
          ],
          [
            t(words.unit),
            <a key="unit" href={to.unit(unit.code)}>
              {unit.code}
            </a>,
          ],
          [t(words.received), moment(proposal.receivedAt, lang)],
          [t(words.code), proposal.code],
          ...(acts
            ? [[t(words.contact), <Contact key="contact" contact={proposal.contact} />] as const]
            : []),
        ]}
      />
      <Section title={t(words.compare)}>
        <Compare proposal={proposal} />
        {waits && unit.snapshot?.id !== before?.id && <p className={css.note}>{t(words.moved)}</p>}
        {waits &&
          (isLarge(before?.families, proposal.families) ||
            isLarge(before?.people, proposal.people)) && (
            <div className={css.note}>
              <Notice tone="note">{t(words.large)}</Notice>
            </div>
          )}
        {acts && waits && (
          <div className={css.note}>
            <Decisions id={proposal.id} unit={unitName(unit)} />
          </div>
        )}
      </Section>
      {proposal.remark && (
        <Section title={t(words.remark)}>
          <p className={css.quoted}>{proposal.remark}</p>
        </Section>
      )}
      {proposal.answer && (
        <Section title={t(words.why)}>
          <p className={css.answer}>{proposal.answer}</p>
        </Section>
      )}
      <History steps={proposal.timeline} states={proposalState} anybody={words.anybody} />
    </>
  );
}
