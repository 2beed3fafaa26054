import { graphql } from 'react-relay/hooks';
import { complaintAbout, complaintHappened, complaintState } from '../../words/complaints.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { ComplaintsQuery } from '../__generated__/ComplaintsQuery.graphql.ts';
import { to } from '../address.ts';
import { useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { unitName } from '../parts/names.ts';
import { ToldList, useToldQuery } from '../told/ToldList.tsx';

const document = graphql`
  query ComplaintsQuery($states: [ComplaintState!], $search: String, $first: Int!) {
    complaints(states: $states, search: $search, first: $first) {
      totalCount
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          id
          code
          about
          subject
          happened
          state
          receivedAt
          unit {
            name
            kind
            kelurahan {
              name
            }
          }
          organisation {
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Pengaduan', 'Complaints'],
  lead: [
    'Yang dilaporkan warga tanpa akun, yang paling lama di atas. Pelapor membaca jawabannya dengan kodenya.',
    'What people report without an account, the oldest first. Whoever reported it reads the answer with their code.',
  ],
  happened: ['Masalah', 'Problem'],
  about: ['Tentang', 'About'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { code, answered, first } = useToldQuery();
  const variables = {
    states: code
      ? null
      : answered
        ? (['ANSWERED', 'CLOSED'] as const)
        : (['RECEIVED', 'IN_HAND'] as const),
    search: code ?? null,
    first,
  };
  const { complaints } = useLoad<ComplaintsQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ComplaintsQuery>(document, variables, ({ thing }) => thing === 'COMPLAINT');
  return (
    <ToldList
      title={t(words.title)}
      lead={t(words.lead)}
      path={to.complaints}
      states={complaintState}
      rows={complaints?.edges.map((edge) => edge.node) ?? []}
      all={complaints?.totalCount}
      of="complaints"
      more={complaints?.pageInfo.hasNextPage ?? false}
      columns={[
        {
          name: 'happened',
          head: t(words.happened),
          names: true,
          by: (row) => row.happened,
          cell: (row) => <a href={to.complaint(row.id)}>{t(complaintHappened[row.happened])}</a>,
        },
        {
          name: 'about',
          head: t(words.about),
          by: (row) => row.about,
          cell: (row) =>
            (row.unit && unitName(row.unit)) ||
            row.organisation?.name ||
            row.subject ||
            t(complaintAbout[row.about]),
        },
      ]}
    />
  );
}
