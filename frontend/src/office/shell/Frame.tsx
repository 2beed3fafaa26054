import { Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { chooseOrganisation, signOut, takeNext } from '../../auth.ts';
import { dayWithName } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { followLinks } from '../../ui/links.ts';
import { setHasOffice } from '../../ui/preferences.ts';
import { OfficeShell } from '../../ui/shell/Office.tsx';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { FrameQuery } from '../__generated__/FrameQuery.graphql.ts';
import { Bell } from '../inbox/Bell.tsx';
import { office, to, withQuery } from './address.ts';
import { Boundary, Missing, SignedOut } from './Boundary.tsx';
import css from './Frame.module.css';
import { FindButton, Keys } from './keys/Keys.tsx';
import { useChooseLang } from './lang.tsx';
import { ConnectionState } from './live/ConnectionState.tsx';
import { listen } from './live/connection.ts';
import { useLoad } from './load.ts';
import { useMenuInSight } from './menu.ts';
import { go } from './navigation.ts';
import { StateNotice } from './StateNotice.tsx';
import { Toasts } from './toasts/Toasts.tsx';
import { type Office, OfficeContext } from './viewer.ts';

const document = graphql`
  query FrameQuery @preloadable {
    clock {
      today
      demo
    }
    viewer {
      person {
        name
        email
      }
      role
      unreadCount
      organisation {
        id
        name
        kind
        state
        reason
        profile {
          id
        }
      }
      memberships {
        id
        organisationName
        organisation {
          id
        }
      }
    }
  }
`;

const words = {
  home: ['Ringkasan', 'Overview'],
  pledges: ['Janji bantuan', 'Pledges'],
  incoming: ['Janji masuk', 'Incoming pledges'],
  contributions: ['Kontribusi', 'Contributions'],
  shipments: ['Pengiriman', 'Shipments'],
  depot: ['Gudang', 'Depot'],
  agreements: ['PKS dan izin', 'Agreement and permits'],
  agreementsAll: ['PKS dan izin', 'Agreements and permits'],
  members: ['Anggota', 'Members'],
  queue: ['Antrean konfirmasi', 'To confirm'],
  organisations: ['Organisasi', 'Organisations'],
  needs: ['Kebutuhan', 'Needs'],
  units: ['Unit prioritas', 'Priority units'],
  gaps: ['Kesenjangan', 'Gaps'],
  audit: ['Audit', 'Audit'],
  report: ['Laporan', 'Report'],
  todo: ['Tugas hari ini', 'Today’s tasks'],
  profile: ['Organisasi kami', 'Our organisation'],
  complaints: ['Pengaduan', 'Complaints'],
  proposals: ['Usulan data', 'Proposed data'],
  recap: ['Rekap', 'Recap'],
  stops: ['Pemberhentian', 'Stops'],
  arriving: ['Kiriman', 'Deliveries'],
  slips: ['Cetak slip', 'Print slips'],
  reassignments: ['Pengalihan', 'Reassignment'],
  verifications: ['Verifikasi', 'Verification'],
  disputes: ['Sengketa', 'Disputes'],
  public: ['Halaman publik', 'Public pages'],
  out: ['Keluar', 'Sign out'],
  actFor: ['Bertindak untuk', 'Acting for'],
  demo: [
    'Jumlah total menurut rilis 3 Mei 2020; rincian per organisasi dan RW adalah contoh.',
    'Totals follow the release of 3 May 2020; details by organisation and RW are examples.',
  ],
  today: [
    (day: string) => `Peragaan: hari ini ${day}.`,
    (day: string) => `Demonstration: today is ${day}.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Kind = Office['organisation']['kind'];
type Viewer = NonNullable<FrameQuery['response']['viewer']>;

/** What each kind of organisation finds in its menu. */
const menus: Record<Kind, readonly (readonly [keyof typeof words, string])[]> = {
  DONOR: [
    ['home', to.home],
    ['pledges', to.pledges],
    ['shipments', to.shipments],
    ['disputes', to.disputes],
    ['contributions', to.contributions],
    ['report', to.report],
    ['units', to.units],
    ['profile', to.profile],
    ['members', to.members],
  ],
  AGGREGATOR: [
    ['home', to.home],
    ['todo', to.today],
    ['incoming', to.incoming],
    ['pledges', to.pledges],
    ['depot', to.depot],
    ['shipments', to.shipments],
    ['disputes', to.disputes],
    ['contributions', to.contributions],
    ['report', to.report],
    ['units', to.units],
    ['agreements', to.agreements],
    ['profile', to.profile],
    ['members', to.members],
  ],
  PEMPROV: [
    ['home', to.home],
    ['queue', to.queue],
    ['incoming', to.incoming],
    ['depot', to.depot],
    ['shipments', to.shipments],
    ['disputes', to.disputes],
    ['verifications', to.verifications],
    ['reassignments', to.reassignments],
    ['gaps', to.gaps],
    ['units', to.units],
    ['needs', to.needs],
    ['organisations', to.organisations],
    ['agreementsAll', to.agreements],
    ['complaints', to.complaints],
    ['proposals', to.proposals],
    ['recap', to.publicRecap],
    ['audit', to.audit],
    ['members', to.members],
  ],
};

/** Whoever has one task finds only that; their other pages are not there. */
const ownMenus: Partial<Record<string, (typeof menus)[Kind]>> = {
  FIELD: [['stops', to.home]],
  KELURAHAN: [
    ['arriving', to.arriving],
    ['disputes', to.disputes],
    ['slips', to.slips],
  ],
  VERIFIER: [['home', to.home]],
};

const forAll: ReadonlySet<string> = new Set([to.home, to.account, to.notifications, to.inbox]);

/** The roles that are told of what others do. */
const hearing: ReadonlySet<string> = new Set(['OWNER', 'OPERATOR', 'KELURAHAN', 'VERIFIER']);

/** Whether somebody of this role has this page. */
function isOwn(role: string | null | undefined, path: string): boolean {
  const menu = ownMenus[role ?? ''];
  // A dispute of the officer's kelurahan.
  if (role === 'KELURAHAN' && path.startsWith(`${to.handovers}/`)) return true;
  return !menu || forAll.has(path) || menu.some(([, href]) => href === path);
}

function menuOf(viewer: Viewer, path: string, t: <T>(pair: Pair<T>) => T) {
  const kind = viewer.organisation?.kind ?? 'DONOR';
  return (ownMenus[viewer.role ?? ''] ?? menus[kind]).map(([word, href]) => ({
    href,
    label: t(words[word] as Pair),
    current: href === to.home ? path === href : `${path}/`.startsWith(`${href}/`),
  }));
}

function OrganisationChoice({ viewer }: { viewer: Viewer }) {
  const t = useText();
  const lang = useLang();
  const own = viewer.organisation?.profile?.id;
  const others = viewer.memberships.filter((each) => each.organisation);
  if (others.length < 2) return <>{viewer.organisation?.name}</>;
  return (
    <select
      aria-label={t(words.actFor)}
      className={css.choice}
      value={own}
      // The brand around it is a link: choosing is no visit.
      onClick={(event) => event.preventDefault()}
      onChange={(event) =>
        chooseOrganisation(event.currentTarget.value, lang).then(() => location.assign(office))
      }
    >
      {others.map((each) => (
        <option key={each.id} value={each.organisation?.id}>
          {each.organisationName}
        </option>
      ))}
    </select>
  );
}

type InsideProps = { viewer: Viewer; clock: FrameQuery['response']['clock'] };

function Inside({ viewer, clock }: InsideProps) {
  const t = useText();
  const lang = useLang();
  const onLang: (lang: Lang) => void = useChooseLang();
  const environment = useRelayEnvironment();
  const organisation = viewer.organisation;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const menu = menuOf(viewer, path, t);
  useArrival(organisation);
  useEffect(() => listen(environment), [environment]);
  useMenuInSight(path);
  return (
    <OfficeShell
      home={to.home}
      nav={organisation ? menu : []}
      organisation={<OrganisationChoice viewer={viewer} />}
      side={<Person viewer={viewer} />}
      banner={
        clock.demo && (
          <>
            {t(words.demo)} {t(words.today)(dayWithName(clock.today, lang))}
          </>
        )
      }
      footer={<WaysOut />}
      onLang={onLang}
    >
      <ConnectionState />
      {organisation ? (
        <AtWork viewer={viewer} organisation={organisation} clock={clock}>
          <Keys pages={menu} memberships={namedMemberships(viewer)} />
          <Boundary key={path}>{isOwn(viewer.role, path) ? <Outlet /> : <Missing />}</Boundary>
        </AtWork>
      ) : (
        <Applying />
      )}
      <Toasts />
    </OfficeShell>
  );
}

/** Goes where whoever just signed in wanted to go; who has no organisation registers one. */
function useArrival(organisation: Viewer['organisation']) {
  useEffect(() => {
    setHasOffice(true);
    const next = takeNext();
    if (next) go(next, { replace: true });
    else if (!organisation && location.pathname !== to.apply) {
      // A pledge that was put together before waits in the address.
      const lanjut = location.search && location.pathname + location.search;
      go(withQuery(to.apply, { lanjut }), { replace: true });
    }
  }, [organisation]);
}

const namedMemberships = (viewer: Viewer) =>
  viewer.memberships.flatMap((each) =>
    each.organisation ? [{ id: each.organisation.id, name: each.organisationName }] : [],
  );

type AtWorkProps = InsideProps & {
  organisation: Office['organisation'];
  children: ReactNode;
};

/** Around the pages of an organisation: they know who is at work, and for whom. */
function AtWork({ viewer, organisation, clock, children }: AtWorkProps) {
  const acts =
    organisation.state === 'VERIFIED' && (viewer.role === 'OWNER' || viewer.role === 'OPERATOR');
  const own = { person: viewer.person, organisation, role: viewer.role, acts };
  return (
    <OfficeContext value={{ ...own, today: clock.today, demo: clock.demo }}>
      <StateNotice organisation={organisation} />
      {children}
    </OfficeContext>
  );
}

/**
 * The one page for whoever belongs to no organisation; `useArrival` leads there. Until it is loaded
 * the outlet still holds the page before, which is for members.
 */
function Applying() {
  const shown = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  return shown === to.apply ? (
    <Boundary>
      <Outlet />
    </Boundary>
  ) : null;
}

function Person({ viewer }: { viewer: Viewer }) {
  const t = useText();
  return (
    <div className={css.person}>
      <a className={css.name} href={to.account}>
        {viewer.person.name || viewer.person.email}
      </a>
      {viewer.role && <span className={css.role}>{t(roleWord[viewer.role])}</span>}
      {viewer.organisation && hearing.has(viewer.role ?? '') && (
        <Bell unread={viewer.unreadCount} />
      )}
      {viewer.organisation && <FindButton />}
    </div>
  );
}

function WaysOut() {
  const t = useText();
  const lang = useLang();
  const leave = () =>
    signOut(lang).finally(() => {
      setHasOffice(false);
      location.assign(to.public);
    });
  return (
    <div className={css.ends}>
      <a href={to.public}>{t(words.public)}</a>
      <Button look="quiet" onPress={leave}>
        {t(words.out)}
      </Button>
    </div>
  );
}

function Loaded() {
  const { viewer, clock } = useLoad<FrameQuery>(document, {});
  if (!viewer) {
    return (
      <main className={css.outside}>
        <SignedOut />
      </main>
    );
  }
  return <Inside viewer={viewer} clock={clock} />;
}

/** What stands around every page of the office. */
export function Frame() {
  useEffect(
    () =>
      followLinks(
        (link) =>
          `${link.pathname}/`.startsWith(`${office}/`) &&
          // What the server sends as a file is no page of ours.
          !link.pathname.startsWith(`${to.sheets}/`),
        (href) => go(href),
      ),
    [],
  );
  return (
    <Boundary>
      <Loaded />
    </Boundary>
  );
}
