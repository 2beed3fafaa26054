import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReassignmentsPageConsentMutation } from '../__generated__/ReassignmentsPageConsentMutation.graphql.ts';
import type { ReassignmentsPageMutation } from '../__generated__/ReassignmentsPageMutation.graphql.ts';
import type { ReassignmentsPageQuery } from '../__generated__/ReassignmentsPageQuery.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { to } from '../shell/address.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import { ReadAgain, usePageAction } from '../shell/live/again.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';

const document = graphql`
  query ReassignmentsPageQuery @preloadable {
    pledgesToReassign(first: 1000) {
      edges {
        node {
          id
          number
          notLoaded
          giver {
            name
          }
          executor {
            name
          }
        }
      }
    }
    shipmentsToConsent(first: 1000) {
      edges {
        node {
          id
          number
          day
          packages
          executor {
            name
          }
        }
      }
    }
  }
`;

const reassign = graphql`
  mutation ReassignmentsPageMutation($input: ReassignPledgeInput!) {
    reassignPledge(input: $input) {
      ... on PledgeReassigned {
        reassignment {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const consent = graphql`
  mutation ReassignmentsPageConsentMutation($input: ConsentToDepartureInput!) {
    consentToDeparture(input: $input) {
      ... on DepartureConsented {
        shipment {
          id
          needsConsent
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Pengalihan', 'Reassignment'],
  lead: [
    'Agregator yang PKS-nya tidak berlaku: yang belum dimuat dilepas agar pihak lain dapat menjanjikannya, yang sudah dimuat hanya berangkat dengan izin.',
    'Aggregators without an agreement in force: what is not loaded is released so that others can pledge it, what is loaded leaves with consent only.',
  ],
  none: ['Tidak ada yang perlu dialihkan', 'Nothing has to be reassigned'],
  noneWhy: [
    'Semua agregator yang masih harus mengantar punya PKS yang berlaku.',
    'Every aggregator with packages to deliver has an agreement in force.',
  ],
  pledges: ['Belum dimuat', 'Not loaded'],
  shipments: ['Sudah dimuat, menunggu izin berangkat', 'Loaded, awaiting consent to leave'],
  pledge: ['Janji bantuan', 'Pledge'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  packages: ['Paket', 'Packages'],
  shipment: ['Pengiriman', 'Shipment'],
  day: ['Hari', 'Day'],
  act: ['Tindakan', 'Action'],
  release: ['Lepas untuk pihak lain', 'Release for others'],
  releaseWhy: [
    'Paket yang belum dimuat tidak lagi menjadi komitmen, dan kebutuhannya terbuka. Pemberi dan pelaksana diberi tahu. Dapat dibatalkan selama kebutuhannya masih terbuka.',
    'Packages that are not loaded are no longer committed, and their needs are open. Giver and executor are told. It can be taken back as long as the needs are open.',
  ],
  consent: ['Izinkan berangkat', 'Let it leave'],
  consentWhy: [
    'Pelaksana dapat mencatat keberangkatannya walau PKS-nya tidak berlaku.',
    'Its executor may let it leave though the agreement is not in force.',
  ],
} as const satisfies Record<string, Pair>;

type Data = ReassignmentsPageQuery['response'];
type Pledge = NonNullable<Data['pledgesToReassign']>['edges'][number]['node'];
type Shipment = NonNullable<Data['shipmentsToConsent']>['edges'][number]['node'];

function Pledges({ rows }: { rows: readonly Pledge[] }) {
  const t = useText();
  const { acts } = useOffice();
  const { count } = useColumns<Pledge>();
  const releasing = usePageAction<ReassignmentsPageMutation>(reassign);
  return (
    <Table
      caption={t(words.pledges)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'pledge',
          head: t(words.pledge),
          names: true,
          cell: (row) => <a href={to.pledge(row.id)}>{row.number}</a>,
        },
        { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
        { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
        count('packages', t(words.packages), (row) => row.notLoaded),
        {
          name: 'act',
          head: t(words.act),
          cell: (row) =>
            acts && (
              <ReasonAct
                act={t(words.release)}
                label={`${t(words.release)}: ${row.number}`}
                of={releasing}
                title={`${t(words.release)}: ${row.number}`}
                look="danger"
                onConfirm={(reason, close) => releasing.act({ pledge: row.id, reason }, close)}
              >
                <p>{t(words.releaseWhy)}</p>
              </ReasonAct>
            ),
        },
      ]}
    />
  );
}

function Shipments({ rows }: { rows: readonly Shipment[] }) {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const { count } = useColumns<Shipment>();
  const consenting = usePageAction<ReassignmentsPageConsentMutation>(consent);
  return (
    <Table
      caption={t(words.shipments)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'shipment',
          head: t(words.shipment),
          names: true,
          cell: (row) => <a href={to.shipment(row.id)}>{row.number}</a>,
        },
        { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
        { name: 'day', head: t(words.day), cell: (row) => day(row.day, lang) },
        count('packages', t(words.packages), (row) => row.packages),
        {
          name: 'act',
          head: t(words.act),
          cell: (row) =>
            acts && (
              <ReasonAct
                act={t(words.consent)}
                label={`${t(words.consent)}: ${row.number}`}
                of={consenting}
                title={`${t(words.consent)}: ${row.number}`}
                onConfirm={(reason, close) => consenting.act({ shipment: row.id, reason }, close)}
              >
                <p>{t(words.consentWhy)}</p>
              </ReasonAct>
            ),
        },
      ]}
    />
  );
}

/** What aggregators without an agreement in force have not delivered; the Pemprov decides. */
export function Page() {
  const t = useText();
  const data = useLoad<ReassignmentsPageQuery>(document, {}, { fetchPolicy: 'store-and-network' });
  useRefreshed<ReassignmentsPageQuery>(document, {}, ({ thing }) =>
    ['REASSIGNMENT', 'AGREEMENT', 'SHIPMENT', 'PLEDGE'].includes(thing),
  );
  const pledges = data.pledgesToReassign?.edges.map((edge) => edge.node) ?? [];
  const shipments = data.shipmentsToConsent?.edges.map((edge) => edge.node) ?? [];
  return (
    <ReadAgain<ReassignmentsPageQuery> document={document} variables={{}}>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      {pledges.length + shipments.length === 0 && (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      )}
      {shipments.length > 0 && (
        <Section title={t(words.shipments)}>
          <Shipments rows={shipments} />
        </Section>
      )}
      {pledges.length > 0 && (
        <Section title={t(words.pledges)}>
          <Pledges rows={pledges} />
        </Section>
      )}
    </ReadAgain>
  );
}
