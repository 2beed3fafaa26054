import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { BellQuery } from '../__generated__/BellQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import css from './Bell.module.css';

// The frame's query reads the same field; this one keeps it up to date.
const document = graphql`
  query BellQuery {
    viewer {
      unreadCount
    }
  }
`;

const words = {
  inbox: ['Kotak masuk', 'Inbox'],
  fresh: [(n: string) => `${n} baru`, (n: string) => `${n} new`],
} as const satisfies Record<string, Pair<unknown>>;

// More than this is no number that anybody reads.
const MOST = 99;

/** The way to the inbox, with how many entries are new. */
export function Bell({ unread }: { unread: number }) {
  const t = useText();
  const lang = useLang();
  useRefreshed<BellQuery>(document, {}, ({ thing }) => thing === 'INBOX');
  return (
    <a className={css.bell} href={to.inbox}>
      <svg className={css.icon} viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21a2 2 0 0 0 4 0" />
      </svg>
      <span className={css.word}>{t(words.inbox)}</span>
      {unread > 0 && (
        <>
          <span className={css.count} aria-hidden="true">
            {unread > MOST ? `${MOST}+` : unread}
          </span>
          <span className="seen-by-readers-only">{t(words.fresh)(number(unread, lang))}</span>
        </>
      )}
    </a>
  );
}
