import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { InboxPageQuery } from '../__generated__/InboxPageQuery.graphql.ts';
import { ListCount, ListFoot, NoRows } from '../lists/ListTable.tsx';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { Entry } from './Entry.tsx';
import css from './Inbox.module.css';
import { inboxOf } from './lists.ts';
import { useMarking } from './marking.ts';
import { type TopicName, topics } from './topics.ts';
import { topicName } from './words.ts';

const document = graphql`
  query InboxPageQuery($kinds: [NotificationKind!], $unread: Boolean!, $first: Int!, $after: String)
  @preloadable {
    viewer {
      unreadCount
      notificationSettings {
        id
        kind
      }
      newest: inbox(first: 1) {
        edges {
          node {
            id
          }
        }
      }
      inbox(kinds: $kinds, unread: $unread, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...Entry_entry
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Kotak masuk', 'Inbox'],
  lead: [
    'Yang terjadi pada janji, kiriman, dan organisasi Anda, terbaru di atas.',
    'What happened to your pledges, deliveries and organisation, newest first.',
  ],
  all: ['Semua', 'All'],
  fresh: ['Baru', 'New'],
  show: ['Tampilkan', 'Show'],
  mark: ['Tandai semua sudah dibaca', 'Mark all as read'],
  settings: ['Atur pemberitahuan', 'Choose notifications'],
  none: ['Belum ada pemberitahuan', 'No notifications yet'],
  noneWhy: [
    'Di sini muncul apa yang dilakukan pihak lain dan menyangkut Anda.',
    'What others do that concerns you appears here.',
  ],
  noMatch: ['Tidak ada pemberitahuan di sini', 'No notifications here'],
} as const satisfies Record<string, Pair>;

/** The topics of which this reader can hear. */
function useViews(heard: readonly string[]): [string, string][] {
  const t = useText();
  const named = Object.entries(topics).filter(([, kinds]) =>
    kinds.some((kind) => heard.includes(kind)),
  );
  const all: [string, string][] = [
    ['semua', t(words.all)],
    ['baru', t(words.fresh)],
  ];
  return [
    ...all,
    ...named.map(([name]): [string, string] => [name, t(topicName[name as TopicName])]),
  ];
}

export function Page() {
  const t = useText();
  const { view, list, variables } = inboxOf(useQuery());
  const { viewer } = useLoad<InboxPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  useRefreshed<InboxPageQuery>(document, variables, ({ thing }) => thing === 'INBOX');
  const marking = useMarking();
  const views = useViews(viewer?.notificationSettings.map(({ kind }) => kind) ?? []);
  const rows = viewer?.inbox.edges.map((edge) => edge.node) ?? [];
  const newest = viewer?.newest.edges[0]?.node.id;
  const mark = newest && (viewer?.unreadCount ?? 0) > 0 && (
    <Button
      busy={marking.busy}
      onPress={() =>
        marking.markAll(
          rows.map((row) => row.id),
          newest,
        )
      }
    >
      {t(words.mark)}
    </Button>
  );
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} action={mark} />
      <FilterRow label={t(words.show)}>
        {views.map(([name, label]) => (
          <FilterChip
            key={name}
            href={list.address({ lihat: name === 'semua' ? undefined : name })}
            on={view === name}
          >
            {label}
          </FilterChip>
        ))}
      </FilterRow>
      <Answer refusal={marking.refusal} failure={marking.failure} />
      {rows.length > 0 ? (
        <>
          <ListCount of="notifications" all={viewer?.inbox.totalCount} />
          <ol className={css.list}>
            {rows.map((row) => (
              <Entry key={row.id} entry={row} onOpen={marking.markOne} />
            ))}
          </ol>
          <ListFoot list={list} shown={rows.length} page={viewer?.inbox} />
        </>
      ) : (
        <NoRows list={list}>
          {view === 'semua' ? (
            <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
          ) : (
            <Empty title={t(words.noMatch)} />
          )}
        </NoRows>
      )}
      <p>
        <a href={to.notifications}>{t(words.settings)}</a>
      </p>
    </>
  );
}
