import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import { chooseOrganisation } from '../../auth.ts';
import { setTheme } from '../../ui/preferences.ts';
import { pledgeState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PaletteQuery, PaletteQuery$data } from '../__generated__/PaletteQuery.graphql.ts';
import { globalId, numberOf, office, to } from '../address.ts';
import { useChooseLang } from '../lang.tsx';
import { unitName } from '../parts/names.ts';
import { go } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import type { KeysProps } from './Keys.tsx';
import { pledgeNumber } from './keys.ts';
import css from './Palette.module.css';

const document = graphql`
  query PaletteQuery($search: String!, $pledge: GlobalID!, $numbered: Boolean!) {
    units(search: $search, first: 6) {
      edges {
        node {
          id
          code
          name
          kind
          kelurahan {
            name
          }
          kecamatan {
            name
          }
        }
      }
    }
    organisations(search: $search, first: 5) {
      edges {
        node {
          id
          name
        }
      }
    }
    node(id: $pledge) @include(if: $numbered) {
      ... on Pledge {
        id
        number
        state
        giver {
          name
        }
      }
    }
  }
`;

const words = {
  title: ['Cari atau buka', 'Find or open'],
  hint: ['Halaman, unit, organisasi, nomor', 'A page, unit, organisation, number'],
  pages: ['Halaman', 'Pages'],
  pledges: ['Janji bantuan', 'Pledges'],
  units: ['Unit', 'Units'],
  organisations: ['Organisasi', 'Organisations'],
  actFor: ['Bertindak untuk', 'Act for'],
  settings: ['Tampilan', 'Appearance'],
  newPledge: ['Janji bantuan baru', 'New pledge'],
  account: ['Akun saya', 'My account'],
  public: ['Halaman publik', 'Public pages'],
  light: ['Tampilan terang', 'Light appearance'],
  dark: ['Tampilan gelap', 'Dark appearance'],
  system: ['Tampilan mengikuti perangkat', 'Appearance as the device'],
  keys: ['Tombol pintas', 'Keyboard shortcuts'],
  none: ['Tidak ada yang cocok.', 'Nothing matches.'],
  failed: ['Pencarian gagal; halaman tetap dapat dibuka.', 'The search failed; pages still open.'],
} as const satisfies Record<string, Pair>;

type Item = { id: string; text: string; detail?: string | undefined; run: () => void };
type Group = { name: string; items: readonly Item[] };

// Each language by its own name.
const INDONESIAN = 'Bahasa Indonesia';
const ENGLISH = 'English';

// Whoever types on does not ask for each letter.
const WAIT_MS = 150;

type Found = { text: string; data: PaletteQuery$data | undefined; failed: boolean };

/** What the server finds for a text, a moment after it was last changed. */
function useFound(text: string): Found {
  const environment = useRelayEnvironment();
  const [found, setFound] = useState<Found>({ text: '', data: undefined, failed: false });
  useEffect(() => {
    const search = text.trim();
    if (search.length < 2 && !pledgeNumber(search)) {
      setFound({ text, data: undefined, failed: false });
      return;
    }
    const number = pledgeNumber(search);
    let asking: { unsubscribe: () => void } | undefined;
    const timer = setTimeout(() => {
      asking = fetchQuery<PaletteQuery>(
        environment,
        document,
        { search, pledge: globalId('Pledge', number ?? '0'), numbered: number !== undefined },
        { fetchPolicy: 'network-only' },
      ).subscribe({
        next: (data) => setFound({ text, data, failed: false }),
        error: () => setFound({ text, data: undefined, failed: true }),
      });
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      asking?.unsubscribe();
    };
  }, [environment, text]);
  return found;
}

const matches = (text: string, typed: string) =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

/** One field that leads everywhere. */
export function Palette({
  pages,
  memberships,
  onClose,
  onHelp,
}: KeysProps & {
  onClose: () => void;
  onHelp: () => void;
}) {
  const t = useText();
  const lang = useLang();
  const chooseLang = useChooseLang();
  const { organisation, acts } = useOffice();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const { data, failed } = useFound(useDeferredValue(typed));

  // The browser's own: it holds the focus, closes by Escape, and gives the focus back.
  useEffect(() => box.current?.showModal(), []);

  const open = (id: string, text: string, href: string, detail?: string): Item => ({
    id,
    text,
    detail,
    run: () => (`${href}/`.startsWith(`${office}/`) ? go(href) : location.assign(href)),
  });
  const pledge = data?.node?.number && data.node.id ? data.node : undefined;
  const state = pledge?.state && pledgeState[pledge.state];
  const own = organisation.profile?.id;
  const fixed: Group[] = [
    {
      name: t(words.pages),
      items: [
        ...pages.map((page) => open(page.href, page.label, page.href)),
        ...(acts && organisation.kind !== 'PEMPROV'
          ? [open('new', t(words.newPledge), to.newPledge)]
          : []),
        open('account', t(words.account), to.account),
        open('public', t(words.public), to.public),
      ],
    },
    {
      name: t(words.actFor),
      items: memberships
        .filter((each) => each.id !== own)
        .map((each) => ({
          id: `for ${each.id}`,
          text: each.name,
          run: () => void chooseOrganisation(each.id, lang).then(() => location.assign(office)),
        })),
    },
    {
      name: t(words.settings),
      items: [
        lang === 'id'
          ? { id: 'en', text: ENGLISH, run: () => chooseLang('en') }
          : { id: 'id', text: INDONESIAN, run: () => chooseLang('id') },
        { id: 'light', text: t(words.light), run: () => setTheme('light') },
        { id: 'dark', text: t(words.dark), run: () => setTheme('dark') },
        { id: 'system', text: t(words.system), run: () => setTheme('system') },
        { id: 'keys', text: t(words.keys), run: onHelp },
      ],
    },
  ];
  const found: Group[] = [
    {
      name: t(words.pledges),
      items: pledge?.id
        ? [
            open(
              pledge.id,
              pledge.number ?? '',
              to.pledge(pledge.id),
              [pledge.giver?.name, state && t(state.word)].filter(Boolean).join(' · '),
            ),
          ]
        : [],
    },
    {
      name: t(words.units),
      items: (data?.units.edges ?? []).map(({ node }) =>
        open(
          node.id,
          unitName(node),
          organisation.kind === 'PEMPROV' ? to.unitAtWork(node.code) : to.unit(node.code),
          node.kecamatan.name,
        ),
      ),
    },
    {
      name: t(words.organisations),
      items: (data?.organisations.edges ?? []).map(({ node }) =>
        open(
          node.id,
          node.name,
          organisation.kind === 'PEMPROV'
            ? `${to.organisations}/${numberOf(node.id)}`
            : to.organisation(node.id),
        ),
      ),
    },
  ];
  const shown = [
    ...fixed.map((group) => ({
      ...group,
      items: group.items.filter((item) => matches(item.text, typed.trim())),
    })),
    ...(typed.trim() ? found : []),
  ].filter((group) => group.items.length > 0);
  const items = shown.flatMap((group) => group.items);
  const current = Math.min(at, items.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  const choose = (item: Item | undefined) => {
    if (!item) return;
    box.current?.close();
    item.run();
  };
  const move = (next: number) => {
    const index = (next + items.length) % items.length;
    setAt(index);
    window.document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: Math.min(items.length - 1, current + 8),
      PageUp: Math.max(0, current - 8),
    };
    const step = steps[event.key];
    if (event.nativeEvent.isComposing || items.length === 0) return;
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') choose(items[current]);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as any dialog
    <dialog
      ref={box}
      className={css.dialog}
      aria-label={t(words.title)}
      onClose={onClose}
      onClick={(event) => event.target === box.current && box.current.close()}
    >
      <div className={css.inside}>
        <input
          className={css.input}
          role="combobox"
          aria-label={t(words.title)}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? optionId(current) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t(words.hint)}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div className={css.list} role="listbox" id={`${id}-list`} aria-label={t(words.title)}>
          {shown.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group.name} className={css.group} role="group" aria-label={group.name}>
              <p className={css.head} aria-hidden="true">
                {group.name}
              </p>
              {group.items.map((item) => {
                const index = items.indexOf(item);
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
                  // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses it
                  <div
                    key={item.id}
                    id={optionId(index)}
                    role="option"
                    aria-selected={index === current}
                    className={css.item}
                    onMouseMove={() => setAt(index)}
                    onClick={() => choose(item)}
                  >
                    <span>{item.text}</span>
                    {item.detail && <span className={css.detail}>{item.detail}</span>}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
        <p className={css.state} role="status">
          {failed ? t(words.failed) : items.length === 0 && t(words.none)}
        </p>
      </div>
    </dialog>
  );
}
