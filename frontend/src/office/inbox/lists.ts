import { listOf, pageSize, type Query } from '../lists/list.ts';
import { to } from '../shell/address.ts';
import { type TopicName, topics } from './topics.ts';

/** What the inbox is narrowed to, as the address names it: a topic, or what is new. */
export function inboxOf(query: Query) {
  const view = query.lihat ?? 'semua';
  const topic = view in topics ? topics[view as TopicName] : undefined;
  // The newest entry is on top; there is no other order.
  const list = listOf(query, to.inbox, { terbaru: 'NEWEST' }, 'terbaru');
  return {
    view: topic || view === 'baru' ? view : 'semua',
    list,
    variables: {
      kinds: topic ? [...topic] : null,
      unread: view === 'baru',
      first: pageSize,
      after: list.after,
    },
  };
}
