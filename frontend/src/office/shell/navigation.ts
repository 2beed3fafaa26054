import { createBrowserHistory, useParams, useSearch } from '@tanstack/react-router';

/** The browser's history. The router follows it; whoever only goes somewhere needs no router. */
export const history = createBrowserHistory();

/** Goes to an address of the office. */
export function go(href: string, how: { replace?: boolean } = {}): void {
  if (how.replace) history.replace(href);
  else history.push(href);
}

/** The parameters of the address. */
export function useQuery(): Record<string, string | undefined> {
  return useSearch({ strict: false });
}

/** The number in the address of one thing. */
export function useNumber(): string {
  const { number } = useParams({ strict: false }) as { number?: string };
  return number ?? '';
}

/** The code in the address of a unit. */
export function useCode(): string {
  const { code } = useParams({ strict: false }) as { code?: string };
  return code ?? '';
}
