import { graphql } from 'react-relay/hooks';
import { complaintAbout, complaintProblem, complaintState } from '../../words/complaints.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { ComplaintsPageQuery } from '../__generated__/ComplaintsPageQuery.graphql.ts';
import { unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { complaintVariables } from '../submissions/filters.ts';
import { SubmissionList } from '../submissions/SubmissionList.tsx';

const document = graphql`
  query ComplaintsPageQuery($states: [ComplaintState!], $search: String, $first: Int!) @preloadable {
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
          problem
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
  problem: ['Masalah', 'Problem'],
  about: ['Tentang', 'About'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const variables = complaintVariables(useQuery());
  const { complaints } = useLoad<ComplaintsPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ComplaintsPageQuery>(document, variables, ({ thing }) => thing === 'COMPLAINT');
  return (
    <SubmissionList
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
          name: 'problem',
          head: t(words.problem),
          names: true,
          by: (row) => row.problem,
          cell: (row) => <a href={to.complaint(row.id)}>{t(complaintProblem[row.problem])}</a>,
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
