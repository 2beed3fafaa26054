import { office } from '../address.ts';
import { go } from '../navigation.ts';

/** Something that can be opened or done, by its name. */
export type Item = { id: string; text: string; detail?: string | undefined; run: () => void };
export type Group = { name: string; items: readonly Item[] };

/** An item that leads to an address. */
export const leadsTo = (id: string, text: string, href: string, detail?: string): Item => ({
  id,
  text,
  detail,
  run: () => (`${href}/`.startsWith(`${office}/`) ? go(href) : location.assign(href)),
});

const fits = (text: string, typed: string) =>
  typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

/** The items whose names have every word that was typed. */
export const fitting = (groups: readonly Group[], typed: string): Group[] =>
  groups.map((group) => ({
    ...group,
    items: group.items.filter((item) => fits(item.text, typed)),
  }));
