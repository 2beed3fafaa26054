import type { Lang } from '../../words/lang.ts';
import { office, withQuery } from '../shell/address.ts';
import { useQuery } from '../shell/navigation.ts';

/** The parameters of an address. */
export type Query = Record<string, string | undefined>;

/** How many rows a page of a list holds. */
export const pageSize = 20;

/** The address of a list's rows as a file. */
export function sheetHref(
  view: string,
  form: 'csv' | 'xlsx',
  filters: Record<string, string | undefined>,
  lang: Lang,
): string {
  return withQuery(`${office}/ekspor/${view}.${form}`, {
    ...filters,
    bahasa: lang === 'en' ? 'en' : undefined,
  });
}

export type ListState<Order extends string> = {
  /** The order that the address asks for, as the graph names it. */
  order: Order;
  /** The cursor behind which this page begins, and the place of its first row. */
  after: string | null;
  from: number;
  /** The address of this list with something changed; it begins with the first page. */
  address: (change: Record<string, string | undefined>) => string;
  next: (cursor: string, shown: number) => string;
  sort: { now: string; href: (order: string) => string };
};

/**
 * What the address says of a list. Orders stand there in their own words ("urut=terlama"), the
 * place in the list as the cursor of the row before: going back in the browser goes back in the
 * list, and whoever gets the address sees the same rows.
 */
export function listOf<Order extends string>(
  query: Query,
  path: string,
  orders: Record<string, Order>,
  first: string,
): ListState<Order> {
  const now = query.urut && query.urut in orders ? query.urut : first;
  const order = orders[now] ?? (Object.values(orders)[0] as Order);
  const rest = { ...query, setelah: undefined, dari: undefined };
  const address = (change: Record<string, string | undefined>) =>
    withQuery(path, { ...rest, ...change });
  const from = Math.max(1, Math.floor(Number(query.dari)) || 1);
  return {
    order,
    after: query.setelah ?? null,
    from: query.setelah ? from : 1,
    address,
    next: (cursor, shown) =>
      address({ setelah: cursor, dari: String((query.setelah ? from : 1) + shown) }),
    sort: { now, href: (name) => address({ urut: name === first ? undefined : name }) },
  };
}

/** `listOf` the address that is open. */
export function useList<Order extends string>(
  path: string,
  orders: Record<string, Order>,
  first: string,
): ListState<Order> {
  return listOf(useQuery(), path, orders, first);
}

/** The page of a list that is not there: of an unknown area, or not for this viewer. */
export const nothing = {
  totalCount: 0,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: [],
  nodes: [],
} as const;
