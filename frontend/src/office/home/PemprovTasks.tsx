import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf, daysBetween } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  PemprovTasks_query$data,
  PemprovTasks_query$key,
} from '../__generated__/PemprovTasks_query.graphql.ts';
import { to, withQuery } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment PemprovTasks_query on Query {
    pledgeQueue(first: 1000) {
      edges {
        node {
          id
          number
          waitsSince
          held
        }
      }
    }
    tenants(states: [APPLIED], first: 100) {
      edges {
        node {
          id
          name
          appliedAt
        }
      }
    }
    agreementQueue {
      totalCount
    }
    permitQueue {
      totalCount
    }
    withdrawalRequests(first: 1) {
      totalCount
      edges {
        node {
          id
          dueOn
          pledge {
            id
          }
        }
      }
    }
    pledgesToReassign(first: 1) {
      totalCount
    }
    shipmentsToConsent(first: 1) {
      totalCount
    }
    contestedClosings(first: 1) {
      totalCount
      edges {
        node {
          id
          closedOn
          pledge {
            id
          }
        }
      }
    }
    disputes(first: 1) {
      totalCount
      nodes {
        id
        dueOn
      }
    }
    overdueDiscrepancies(first: 1) {
      totalCount
    }
    complaints(states: [RECEIVED, IN_HAND], first: 1000) {
      edges {
        node {
          id
          receivedAt
        }
      }
    }
    proposals(states: [RECEIVED], first: 1000) {
      edges {
        node {
          id
          receivedAt
        }
      }
    }
  }
`;

const words = {
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  waiting: ['Menunggu Pemprov', 'Awaiting the provincial government'],
  pledges: ['Janji bantuan untuk dikonfirmasi', 'Pledges to confirm'],
  oldest: [
    (n: number) => (n > 0 ? `yang terlama menunggu ${n} hari` : 'semua masuk hari ini'),
    (n: number) =>
      n > 0 ? `the oldest has waited ${n} ${n === 1 ? 'day' : 'days'}` : 'all came in today',
  ],
  packages: [(n: string) => `${n} paket ditahan`, (n: string) => `${counted(n, 'package')} held`],
  queue: ['Buka antrean', 'Open the queue'],
  organisations: ['Organisasi untuk diverifikasi', 'Organisations to verify'],
  verify: ['Periksa', 'Look at them'],
  withdrawals: ['Permintaan penarikan janji', 'Requests to withdraw a pledge'],
  reassign: ['Janji untuk dialihkan', 'Pledges to reassign'],
  consent: [
    (n: string) => `${n} pengiriman menunggu izin berangkat`,
    (n: string) => `${counted(n, 'shipment')} awaiting consent to leave`,
  ],
  closings: ['Penutupan kurang yang disanggah', 'Contested short closings'],
  closedOn: [
    (when: string) => `yang pertama ditutup ${when}`,
    (when: string) => `the first was closed on ${when}`,
  ],
  firstDue: [
    (when: string) => `yang pertama sampai ${when}`,
    (when: string) => `the first by ${when}`,
  ],
  disputes: ['Sengketa yang terbuka', 'Open disputes'],
  overdue: [
    (when: string) => `tenggat yang pertama sudah lewat: ${when}`,
    (when: string) => `the first is overdue since ${when}`,
  ],
  discrepancies: ['Selisih yang lewat tenggat', 'Overdue discrepancies'],
  papers: ['PKS dan izin untuk diberlakukan', 'Agreements and permits to put in force'],
  submissions: ['Disampaikan warga', 'Sent in by residents'],
  complaints: ['Pengaduan untuk dijawab', 'Complaints to answer'],
  proposals: ['Usulan data untuk diperiksa', 'Proposed data to check'],
} as const satisfies Record<string, Pair<unknown>>;

type PemprovTasksProps = { query: PemprovTasks_query$key };

/** What waits for the Pemprov: its own decisions, and what residents sent in. */
export function PemprovTasks({ query }: PemprovTasksProps) {
  const data = useFragment(fragment, query);
  const complaints = data.complaints?.edges.map((edge) => edge.node) ?? [];
  const proposals = data.proposals?.edges.map((edge) => edge.node) ?? [];
  return (
    <>
      <Decisions
        pledges={(data.pledgeQueue?.edges ?? []).map((edge) => edge.node)}
        applied={data.tenants?.edges.length ?? 0}
        withdrawals={data.withdrawalRequests}
        closings={data.contestedClosings}
        disputes={data.disputes}
        overdue={data.overdueDiscrepancies?.totalCount ?? 0}
        reassign={data.pledgesToReassign?.totalCount ?? 0}
        consent={data.shipmentsToConsent?.totalCount ?? 0}
        papers={(data.agreementQueue?.totalCount ?? 0) + (data.permitQueue?.totalCount ?? 0)}
      />
      <Submissions complaints={complaints} proposals={proposals} />
    </>
  );
}

type DecisionsProps = {
  pledges: readonly { waitsSince: string; held: number }[];
  applied: number;
  papers: number;
  withdrawals: PemprovTasks_query$data['withdrawalRequests'];
  closings: PemprovTasks_query$data['contestedClosings'];
  reassign: number;
  consent: number;
} & DifferencesProps;

type DifferencesProps = { disputes: PemprovTasks_query$data['disputes']; overdue: number };

/** Counts that differ, and damaged and missing packages that nobody settled in time. */
function Differences({ disputes, overdue }: DifferencesProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const due = disputes?.nodes[0]?.dueOn;
  return (
    <>
      {disputes && due && (
        <FigureCard
          label={t(words.disputes)}
          figure={number(disputes.totalCount, lang)}
          note={t(today > due ? words.overdue : words.firstDue)(day(due, lang))}
          href={to.disputes}
          rows={t(words.verify)}
        />
      )}
      {overdue > 0 && (
        <FigureCard
          label={t(words.discrepancies)}
          figure={number(overdue, lang)}
          href={to.disputes}
          rows={t(words.verify)}
        />
      )}
    </>
  );
}

function Decisions(props: DecisionsProps) {
  const { pledges, applied, papers, withdrawals, disputes, overdue, ...rest } = props;
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const [oldest] = pledges;
  const first = withdrawals?.edges[0]?.node;
  const held = pledges.reduce((sum, pledge) => sum + pledge.held, 0);
  return (
    <Section title={t(words.waiting)}>
      <FigureRow asOf={t(words.asOf)(day(today, lang))}>
        <FigureCard
          label={t(words.pledges)}
          figure={number(pledges.length, lang)}
          note={
            oldest &&
            `${t(words.oldest)(daysBetween(dayOf(oldest.waitsSince), today))} · ${t(words.packages)(number(held, lang))}`
          }
          href={to.queue}
          rows={t(words.queue)}
        />
        <FigureCard
          label={t(words.organisations)}
          figure={number(applied, lang)}
          href={withQuery(to.organisations, { keadaan: 'APPLIED' })}
          rows={t(words.verify)}
        />
        <FigureCard
          label={t(words.papers)}
          figure={number(papers, lang)}
          href={to.agreements}
          rows={t(words.verify)}
        />
        {first && withdrawals && (
          <FigureCard
            label={t(words.withdrawals)}
            figure={number(withdrawals.totalCount, lang)}
            note={t(words.firstDue)(day(first.dueOn, lang))}
            href={to.withdrawal(first.pledge.id)}
            rows={t(words.verify)}
          />
        )}
        <LessUsual {...rest} />
        <Differences disputes={disputes} overdue={overdue} />
      </FigureRow>
    </Section>
  );
}

/** What happens seldom stands there only if there is something to decide. */
function LessUsual({
  closings,
  reassign,
  consent,
}: Pick<DecisionsProps, 'closings' | 'reassign' | 'consent'>) {
  const t = useText();
  const lang = useLang();
  const contested = closings?.edges[0]?.node;
  return (
    <>
      {contested && closings && (
        <FigureCard
          label={t(words.closings)}
          figure={number(closings.totalCount, lang)}
          note={t(words.closedOn)(day(contested.closedOn, lang))}
          href={to.closing(contested.pledge.id)}
          rows={t(words.verify)}
        />
      )}
      {reassign + consent > 0 && (
        <FigureCard
          label={t(words.reassign)}
          figure={number(reassign, lang)}
          note={consent > 0 ? t(words.consent)(number(consent, lang)) : undefined}
          href={to.reassignments}
          rows={t(words.verify)}
        />
      )}
    </>
  );
}

type SubmissionsProps = Record<'complaints' | 'proposals', readonly { receivedAt: string }[]>;

function Submissions({ complaints, proposals }: SubmissionsProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const age = (since: string) => daysBetween(dayOf(since), today);
  return (
    <Section title={t(words.submissions)}>
      <FigureRow asOf={t(words.asOf)(day(today, lang))}>
        <FigureCard
          label={t(words.complaints)}
          figure={number(complaints.length, lang)}
          note={complaints[0] && t(words.oldest)(age(complaints[0].receivedAt))}
          href={to.complaints}
          rows={t(words.verify)}
        />
        <FigureCard
          label={t(words.proposals)}
          figure={number(proposals.length, lang)}
          note={proposals[0] && t(words.oldest)(age(proposals[0].receivedAt))}
          href={to.proposals}
          rows={t(words.verify)}
        />
      </FigureRow>
    </Section>
  );
}
