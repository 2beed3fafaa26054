import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { AggregatorPledges_organisation$key } from '../__generated__/AggregatorPledges_organisation.graphql.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { incomingView, to } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment AggregatorPledges_organisation on TenantOrganisation {
    answer: pledges(side: EXECUTOR, states: [SUBMITTED], order: LONGEST_WAITING, first: 10) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          ...PledgeTable_pledges
        }
      }
    }
    direct: pledges(
      side: EXECUTOR
      states: [ACCEPTED, COMMITTED]
      toDirect: true
      order: LONGEST_WAITING
      first: 10
    ) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          id
          lines {
            id
            unallocated
          }
          ...PledgeTable_pledges
        }
      }
    }
  }
`;

const words = {
  answer: ['Menunggu jawaban Anda', 'Awaiting your answer'],
  noneToAnswer: ['Semua janji sudah dijawab.', 'Every pledge has been answered.'],
  direct: ['Belum dialokasikan', 'Without a destination'],
  noneToDirect: [
    'Semua paket yang diterima sudah punya tujuan.',
    'Every accepted package has a destination.',
  ],
  packages: [(n: string) => `${n} paket`, (n: string) => counted(n, 'package')],
  incoming: ['Semua janji masuk', 'All incoming pledges'],
  allToDirect: ['Semua yang belum dialokasikan', 'All without a destination'],
} as const satisfies Record<string, Pair<unknown>>;

type AggregatorPledgesProps = { organisation: AggregatorPledges_organisation$key };

/** What others entrusted to the organisation and what it has to do: answer, and allocate. */
export function AggregatorPledges({ organisation }: AggregatorPledgesProps) {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const own = useFragment(fragment, organisation);
  const answer = own.answer.edges.map((edge) => edge.node);
  const direct = own.direct.edges.map((edge) => edge.node);
  const more = own.direct.pageInfo.hasNextPage;
  const free = direct
    .flatMap((pledge) => pledge.lines)
    .reduce((sum, line) => sum + line.unallocated, 0);
  return (
    <>
      <Section
        title={t(words.answer)}
        aside={own.answer.pageInfo.hasNextPage && <a href={to.incoming}>{t(words.incoming)}</a>}
      >
        {answer.length > 0 ? (
          <PledgeTable pledges={answer} party="giver" queue />
        ) : (
          <p className={css.soft}>{t(words.noneToAnswer)}</p>
        )}
      </Section>
      <Section
        title={t(words.direct)}
        aside={
          more ? (
            <a href={incomingView('alokasi')}>{t(words.allToDirect)}</a>
          ) : (
            free > 0 && t(words.packages)(number(free, lang))
          )
        }
      >
        {direct.length > 0 ? (
          <PledgeTable pledges={direct} party="giver" toDirect={acts} />
        ) : (
          <p className={css.soft}>{t(words.noneToDirect)}</p>
        )}
      </Section>
    </>
  );
}
