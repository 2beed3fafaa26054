import { graphql } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead, Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ArrivingPageQuery } from '../../__generated__/ArrivingPageQuery.graphql.ts';
import { ListFoot, NoRows } from '../../lists/ListTable.tsx';
import { pageSize, useList } from '../../lists/list.ts';
import { to } from '../../shell/address.ts';
import { ReadAgain } from '../../shell/live/again.tsx';
import { ofDeliveries, useRefreshed } from '../../shell/live/refresh.ts';
import { useLoad } from '../../shell/load.ts';
import { ArrivingStop } from './ArrivingStop.tsx';

const document = graphql`
  query ArrivingPageQuery($first: Int!, $after: String) @preloadable {
    viewer {
      memberships {
        role
        areas {
          id
          name
        }
      }
      stops(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...ArrivingStop_stop
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kiriman untuk kelurahan Anda', 'Deliveries to your kelurahan'],
  slips: ['Cetak slip', 'Print slips'],
  none: ['Belum ada kiriman', 'No deliveries yet'],
  noneWhy: [
    'Kiriman muncul di sini begitu berangkat ke unit di kelurahan Anda.',
    'Deliveries appear here as soon as they leave for a unit in your kelurahan.',
  ],
  list: ['Terbaru di atas', 'The newest first'],
} as const satisfies Record<string, Pair>;

/** What comes to the kelurahan of an officer, who attests what the units got. */
export function Page() {
  const t = useText();
  const list = useList(to.arriving, { terbaru: 'NEWEST' }, 'terbaru');
  const variables = { first: pageSize, after: list.after };
  const { viewer } = useLoad<ArrivingPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<ArrivingPageQuery>(document, variables, ofDeliveries);
  const stops = viewer?.stops.edges ?? [];
  const areas = (viewer?.memberships ?? []).flatMap((each) => each.areas);
  return (
    <ReadAgain<ArrivingPageQuery> document={document} variables={variables}>
      <PageHead
        title={t(words.title)}
        lead={areas.map((each) => each.name).join(', ')}
        action={<Button href={to.slips}>{t(words.slips)}</Button>}
      />
      {stops.length === 0 ? (
        <NoRows list={list}>
          <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
        </NoRows>
      ) : (
        <Section title={t(words.list)}>
          {stops.map(({ node }) => (
            <ArrivingStop key={node.id} stop={node} />
          ))}
          <ListFoot list={list} shown={stops.length} page={viewer?.stops} />
        </Section>
      )}
    </ReadAgain>
  );
}
