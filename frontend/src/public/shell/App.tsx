import { useEffect, useState } from 'react';
import { brand } from '../../brand.tsx';
import { dayWithName } from '../../format/dates.ts';
import { hasOffice, setLang } from '../../ui/preferences.ts';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { PublicShell } from '../../ui/shell/Public.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Page, type PageProps, routeOf } from '../pages.ts';
import { otherLanguage, to } from './address.ts';
import { Missing } from './Failed.tsx';
import { useProgramme } from './programme.ts';
import { type Here, useHere } from './router.ts';

const words = {
  home: ['Beranda', 'Home'],
  units: ['Unit prioritas', 'Priority units'],
  recap: ['Transparansi', 'Transparency'],
  organisations: ['Organisasi', 'Organisations'],
  signIn: ['Masuk', 'Sign in'],
  office: ['Kantor', 'Office'],
  demo: [
    'Jumlah total menurut rilis 3 Mei 2020; rincian per organisasi dan RW adalah contoh.',
    'Totals follow the release of 3 May 2020; details by organisation and RW are examples.',
  ],
  today: [
    (day: string) => `Peragaan: hari ini ${day}.`,
    (day: string) => `Demonstration: today is ${day}.`,
  ],
  about: [
    'Program Pemprov DKI Jakarta bersama donatur dan agregator.',
    'A programme of the provincial government of DKI Jakarta with donors and aggregators.',
  ],
  give: ['Beri bantuan', 'Give help'],
  how: ['Cara kerja', 'How it works'],
  check: ['Cek RW saya', 'Check my RW'],
  track: ['Lacak janji', 'Track a pledge'],
  report: ['Laporkan masalah', 'Report a problem'],
  contract: ['Data terbuka', 'Open data'],
} as const satisfies Record<string, Pair<unknown>>;

type Shown = { path: string; page: Page; parts: PageProps['parts'] };

/** The page of an address; while its code is on the way, the page before it stays. */
function usePage(here: Here) {
  const found = routeOf(here.path);
  const there = found?.route.page;
  const [shown, setShown] = useState<Shown | undefined>(
    found && there && { path: here.path, page: there, parts: found.parts },
  );
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path decides the route
  useEffect(() => {
    if (shown?.path === here.path) return;
    let wanted = true;
    setFailed(false);
    found?.route.load().then(
      ({ Page }) => wanted && setShown({ path: here.path, page: Page, parts: found.parts }),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [here.path]);
  return { found: found !== undefined, shown, failed };
}

function Content({ here }: { here: Here }) {
  const { found, shown, failed } = usePage(here);
  if (!found) return <Missing />;
  if (failed) return <ErrorState onAgain={() => location.reload()} />;
  if (!shown) return <Loading />;
  const { page: Page, parts, path } = shown;
  return <Page here={here} parts={parts} key={path} />;
}

export function App({ first }: { first: Here }) {
  const t = useText();
  const lang = useLang();
  const here = useHere(first);
  // The server knows nobody: what this browser remembers is shown once the page is hydrated.
  const [office, setOffice] = useState(false);
  useEffect(() => setOffice(hasOffice()), []);
  const { clock } = useProgramme();
  const item = (href: string, label: string, path: string) => ({
    href,
    label,
    current: path === '/' ? here.path === path : here.path.startsWith(path),
  });
  return (
    <PublicShell
      home={to.home}
      nav={[
        item(to.home, t(words.home), '/'),
        item(to.units, t(words.units), '/unit'),
        item(to.transparency, t(words.recap), '/transparansi'),
        item(to.organisations, t(words.organisations), '/organisasi'),
      ]}
      side={
        office ? (
          <a href={to.office}>{t(words.office)}</a>
        ) : (
          <a href={to.signIn}>{t(words.signIn)}</a>
        )
      }
      action={{ href: to.giving, label: t(words.give) }}
      banner={
        clock?.demo && (
          <>
            {t(words.demo)} {t(words.today)(dayWithName(clock.today, lang))}
          </>
        )
      }
      footer={
        <>
          <p>
            <strong>
              {brand.short} {t(brand.place)}
            </strong>
          </p>
          <p>{t(words.about)}</p>
          <ul>
            {(
              [
                ['how', to.how],
                ['check', to.check],
                ['track', to.track],
                ['report', to.report],
                ['contract', '/schema.graphql'],
              ] as const
            ).map(([word, href]) => (
              <li key={word}>
                <a href={href}>{t(words[word])}</a>
              </li>
            ))}
          </ul>
        </>
      }
      langHref={otherLanguage(here.path, here.search)}
      onLang={setLang}
    >
      <Content here={here} />
    </PublicShell>
  );
}
