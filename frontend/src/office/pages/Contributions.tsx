import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ContributionsQuery } from '../__generated__/ContributionsQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { Intend } from '../contributions/Intend.tsx';
import { Receive } from '../contributions/Receive.tsx';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query ContributionsQuery($side: Side!, $states: [ContributionState!], $first: Int!) {
    viewer {
      organisation {
        id
        contributions(side: $side, states: $states, first: $first) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              number
              state
              intended
              received
              funded
              left
              intendedOn
              receivedOn
              giver {
                name
              }
              aggregator {
                name
              }
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kontribusi', 'Contributions'],
  given: [
    'Uang yang Anda berikan kepada agregator, dan sampai mana uang itu menjadi paket.',
    'The money you gave to aggregators, and how far it has become packages.',
  ],
  taken: [
    'Uang yang diterima organisasi Anda, dan janji bantuan yang dibiayainya.',
    'The money your organisation received, and the pledges it pays for.',
  ],
  give: ['Beri dana', 'Give money'],
  record: ['Catat penerimaan', 'Record a receipt'],
  state: ['Keadaan', 'State'],
  all: ['Semua', 'All'],
  none: ['Belum ada kontribusi', 'No contributions yet'],
  noneGiver: [
    'Niatkan dana untuk sebuah agregator; setelah diterima, agregator mengubahnya menjadi paket.',
    'Intend money for an aggregator; once received, the aggregator turns it into packages.',
  ],
  noneTaken: [
    'Dana yang diniatkan donatur muncul di sini; catatlah setelah uangnya masuk.',
    'Money that donors intend appears here; record it once it has arrived.',
  ],
  noMatch: ['Tidak ada kontribusi dalam keadaan ini', 'No contribution is in this state'],
  number: ['Nomor', 'Number'],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  intended: ['Diniatkan', 'Intended'],
  received: ['Diterima', 'Received'],
  funded: ['Menjadi paket', 'Turned into packages'],
  on: ['Tanggal', 'Date'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

const states = ['INTENDED', 'RECEIVED', 'SPENT'] as const;

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const query = useQuery();
  const [adding, setAdding] = useState(false);
  const taken = organisation.kind !== 'DONOR';
  const state = states.find((each) => each === query.keadaan);
  const first = Math.min(Number(query.tampil) || 50, 1000);
  const data = useLazyLoadQuery<ContributionsQuery>(
    document,
    { side: taken ? 'EXECUTOR' : 'GIVER', states: state ? [state] : null, first },
    { fetchPolicy: 'store-and-network' },
  );
  const contributions = data.viewer?.organisation?.contributions;
  const rows = contributions?.edges.map((edge) => edge.node) ?? [];
  const add = acts && (
    <Button look="primary" onPress={() => setAdding(true)}>
      {t(taken ? words.record : words.give)}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(taken ? words.taken : words.given)}
        action={!adding && add}
      />
      {adding &&
        (taken ? (
          <Receive onClose={() => setAdding(false)} />
        ) : (
          <Intend onClose={() => setAdding(false)} />
        ))}
      <FilterRow label={t(words.state)}>
        <FilterChip href={to.contributions} on={!state}>
          {t(words.all)}
        </FilterChip>
        {states.map((each) => (
          <FilterChip
            key={each}
            href={withQuery(to.contributions, { keadaan: each })}
            on={state === each}
          >
            {t(contributionState[each]?.word ?? [each, each])}
          </FilterChip>
        ))}
      </FilterRow>
      {rows.length > 0 ? (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'number',
              head: t(words.number),
              names: true,
              by: (row) => row.number,
              cell: (row) => <a href={to.contribution(row.id)}>{row.number}</a>,
            },
            {
              name: 'party',
              head: t(taken ? words.giver : words.aggregator),
              by: (row) => (taken ? row.giver.name : row.aggregator.name),
              cell: (row) => (taken ? row.giver.name : row.aggregator.name),
            },
            {
              name: 'state',
              head: t(words.state),
              by: (row) => row.state,
              cell: (row) => {
                const word = contributionState[row.state];
                return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
              },
            },
            {
              name: 'intended',
              head: t(words.intended),
              figures: true,
              by: (row) => Number(row.intended),
              cell: (row) => rupiah(row.intended, lang),
            },
            {
              name: 'received',
              head: t(words.received),
              figures: true,
              by: (row) => Number(row.received ?? 0),
              cell: (row) => (row.received ? rupiah(row.received, lang) : '–'),
            },
            {
              name: 'funded',
              head: t(words.funded),
              figures: true,
              by: (row) => Number(row.funded),
              cell: (row) => rupiah(row.funded, lang),
            },
            {
              name: 'on',
              head: t(words.on),
              figures: true,
              by: (row) => row.receivedOn ?? row.intendedOn,
              cell: (row) => day(row.receivedOn ?? row.intendedOn, lang),
            },
          ]}
        />
      ) : state ? (
        <Empty title={t(words.noMatch)} />
      ) : (
        <Empty title={t(words.none)} action={!adding && add}>
          {t(taken ? words.noneTaken : words.noneGiver)}
        </Empty>
      )}
      {contributions?.pageInfo.hasNextPage && (
        <p>
          <Button
            href={withQuery(to.contributions, { keadaan: state, tampil: String(first + 50) })}
          >
            {t(words.more)}
          </Button>
        </p>
      )}
    </>
  );
}
