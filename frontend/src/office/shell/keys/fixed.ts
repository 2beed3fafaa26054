import { chooseOrganisation } from '../../../auth.ts';
import { setTheme } from '../../../ui/preferences.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { office, to } from '../address.ts';
import { useChooseLang } from '../lang.tsx';
import { useOffice } from '../viewer.ts';
import { type Group, type Item, leadsTo } from './items.ts';
import type { KeysProps } from './Keys.tsx';

const words = {
  pages: ['Halaman', 'Pages'],
  actFor: ['Bertindak untuk', 'Act for'],
  settings: ['Tampilan', 'Appearance'],
  newPledge: ['Janji bantuan baru', 'New pledge'],
  account: ['Akun saya', 'My account'],
  public: ['Halaman publik', 'Public pages'],
  light: ['Tampilan terang', 'Light appearance'],
  dark: ['Tampilan gelap', 'Dark appearance'],
  system: ['Tampilan mengikuti perangkat', 'Appearance as the device'],
  keys: ['Tombol pintas', 'Keyboard shortcuts'],
} as const satisfies Record<string, Pair>;

// Each language by its own name.
const INDONESIAN = 'Bahasa Indonesia';
const ENGLISH = 'English';

/** What is always there: the pages, the organisations one acts for, and the appearance. */
export function useFixed({ pages, memberships }: KeysProps, onHelp: () => void): Group[] {
  const t = useText();
  return [
    { name: t(words.pages), items: usePages(pages) },
    { name: t(words.actFor), items: useOrganisations(memberships) },
    { name: t(words.settings), items: useSettings(onHelp) },
  ];
}

function usePages(pages: KeysProps['pages']): Item[] {
  const t = useText();
  const { organisation, acts } = useOffice();
  const gives = acts && organisation.kind !== 'PEMPROV';
  return [
    ...pages.map((page) => leadsTo(page.href, page.label, page.href)),
    ...(gives ? [leadsTo('new', t(words.newPledge), to.newPledge)] : []),
    leadsTo('account', t(words.account), to.account),
    leadsTo('public', t(words.public), to.public),
  ];
}

function useOrganisations(memberships: KeysProps['memberships']): Item[] {
  const lang = useLang();
  const own = useOffice().organisation.profile?.id;
  return memberships
    .filter((each) => each.id !== own)
    .map((each) => ({
      id: `for ${each.id}`,
      text: each.name,
      run: () => void chooseOrganisation(each.id, lang).then(() => location.assign(office)),
    }));
}

function useSettings(onHelp: () => void): Item[] {
  const t = useText();
  const lang = useLang();
  const chooseLang = useChooseLang();
  return [
    lang === 'id'
      ? { id: 'en', text: ENGLISH, run: () => chooseLang('en') }
      : { id: 'id', text: INDONESIAN, run: () => chooseLang('id') },
    { id: 'light', text: t(words.light), run: () => setTheme('light') },
    { id: 'dark', text: t(words.dark), run: () => setTheme('dark') },
    { id: 'system', text: t(words.system), run: () => setTheme('system') },
    { id: 'keys', text: t(words.keys), run: onHelp },
  ];
}
