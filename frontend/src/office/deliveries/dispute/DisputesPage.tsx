import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { Table } from '../../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { DisputesPage_rows$key } from '../../__generated__/DisputesPage_rows.graphql.ts';
import type { DisputesPageAllQuery } from '../../__generated__/DisputesPageAllQuery.graphql.ts';
import type { DisputesPageOwnQuery } from '../../__generated__/DisputesPageOwnQuery.graphql.ts';
import { DueDay } from '../../shared/DueDay.tsx';
import { unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { ReadAgain } from '../../shell/live/again.tsx';
import { ofDeliveries, useRefreshed } from '../../shell/live/refresh.ts';
import { useLoad } from '../../shell/load.ts';
import { useOffice } from '../../shell/viewer.ts';
import { DISPUTES } from '../lists.ts';
import { OverdueDiscrepancies } from './OverdueDiscrepancies.tsx';

const fragment = graphql`
  fragment DisputesPage_rows on HandoverConnection {
    pageInfo {
      hasNextPage
    }
    nodes {
      id
      happenedOn
      disputedOn
      dueOn
      unit {
        name
        kind
        kelurahan {
          name
        }
      }
      executor {
        name
      }
      messages {
        id
      }
    }
  }
`;

const allDocument = graphql`
  query DisputesPageAllQuery($first: Int!) @preloadable {
    disputes(first: $first) {
      ...DisputesPage_rows
    }
    overdueDiscrepancies(first: $first) {
      totalCount
      ...OverdueDiscrepancies_rows
    }
  }
`;

const ownDocument = graphql`
  query DisputesPageOwnQuery($first: Int!) @preloadable {
    viewer {
      organisation {
        id
        disputes(first: $first) {
          ...DisputesPage_rows
        }
      }
    }
  }
`;

const words = {
  title: ['Sengketa', 'Disputes'],
  lead: [
    'Serah terima yang jumlahnya berbeda antara kurir, unit, atau verifikator; yang paling dekat tenggatnya di atas.',
    'Handovers on which courier, unit or verifier differ; those that are due first on top.',
  ],
  none: ['Tidak ada sengketa', 'No dispute'],
  noneWhy: ['Semua hitungan sama, atau sudah diputuskan.', 'All counts agree, or were decided.'],
  unit: ['Unit', 'Unit'],
  executor: ['Pelaksana', 'Executor'],
  handed: ['Diserahkan', 'Handed over'],
  opened: ['Dibuka', 'Opened'],
  due: ['Tenggat', 'Due'],
  messages: ['Pesan', 'Messages'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

type RowsProps = { rows: DisputesPage_rows$key | null | undefined; onMore: () => void };

function Rows({ rows: key, onMore }: RowsProps) {
  const t = useText();
  const lang = useLang();
  const disputes = useFragment(fragment, key);
  const rows = disputes?.nodes ?? [];
  if (rows.length === 0) return <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>;
  return (
    <>
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'unit',
            head: t(words.unit),
            names: true,
            cell: (row) => <a href={to.handover(row.id)}>{unitName(row.unit)}</a>,
          },
          { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
          { name: 'handed', head: t(words.handed), cell: (row) => day(row.happenedOn, lang) },
          {
            name: 'opened',
            head: t(words.opened),
            cell: (row) => row.disputedOn && day(row.disputedOn, lang),
          },
          {
            name: 'due',
            head: t(words.due),
            cell: (row) => row.dueOn && <DueDay due={row.dueOn} />,
          },
          {
            name: 'messages',
            head: t(words.messages),
            figures: true,
            cell: (row) => number(row.messages.length, lang),
          },
        ]}
      />
      {disputes?.pageInfo.hasNextPage && <Button onPress={onMore}>{t(words.more)}</Button>}
    </>
  );
}

/** All disputes, or those of an officer's kelurahan, and what executors did not settle in time. */
function All() {
  const t = useText();
  const [first, setFirst] = useState(DISPUTES);
  const variables = { first };
  const data = useLoad<DisputesPageAllQuery>(allDocument, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<DisputesPageAllQuery>(allDocument, variables, ofDeliveries);
  const { disputes, overdueDiscrepancies: overdue } = data;
  return (
    <ReadAgain<DisputesPageAllQuery> document={allDocument} variables={variables}>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Rows rows={disputes} onMore={() => setFirst(first + DISPUTES)} />
      {overdue && overdue.totalCount > 0 && <OverdueDiscrepancies rows={overdue} />}
    </ReadAgain>
  );
}

/** The disputes of an executor's own trips. */
function Own() {
  const t = useText();
  const [first, setFirst] = useState(DISPUTES);
  const variables = { first };
  const data = useLoad<DisputesPageOwnQuery>(ownDocument, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<DisputesPageOwnQuery>(ownDocument, variables, ofDeliveries);
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Rows rows={data.viewer?.organisation?.disputes} onMore={() => setFirst(first + DISPUTES)} />
    </>
  );
}

export function Page() {
  return useOffice().organisation.kind === 'PEMPROV' ? <All /> : <Own />;
}
