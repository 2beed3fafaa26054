import { useEffect, useState } from 'react';
import { brand } from '../brand.tsx';
import { setLang } from '../ui/preferences.ts';
import { PublicShell } from '../ui/Shell.tsx';
import { Empty, ErrorState, Loading } from '../ui/States.tsx';
import { type Pair, useText } from '../words/lang.ts';
import { otherLanguage, to } from './address.ts';
import { type Page, routeOf } from './pages.ts';
import { type Here, useHere } from './router.ts';

const words = {
  home: ['Beranda', 'Home'],
  units: ['Unit prioritas', 'Priority units'],
  recap: ['Transparansi', 'Transparency'],
  organisations: ['Organisasi', 'Organisations'],
  signIn: ['Masuk', 'Sign in'],
  missing: ['Halaman ini tidak ada', 'There is no such page'],
  missingWhy: [
    'Alamatnya mungkin salah ketik atau sudah berubah.',
    'The address may be mistyped, or it has changed.',
  ],
  toHome: ['Ke beranda', 'To the home page'],
} as const satisfies Record<string, Pair>;

type Shown = { path: string; page: Page; parts: readonly string[] };

/** The page of an address; while its code is on the way, the page before it stays. */
function usePage(here: Here) {
  const [shown, setShown] = useState<Shown>();
  const [failed, setFailed] = useState(false);
  const found = routeOf(here.path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path decides the route
  useEffect(() => {
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
  const t = useText();
  const { found, shown, failed } = usePage(here);
  if (!found) {
    return (
      <Empty title={t(words.missing)} action={<a href={to.home}>{t(words.toHome)}</a>}>
        {t(words.missingWhy)}
      </Empty>
    );
  }
  if (failed) return <ErrorState onAgain={() => location.reload()} />;
  if (!shown) return <Loading />;
  const { page: Page, parts, path } = shown;
  return <Page here={here} parts={parts} key={path} />;
}

export function App() {
  const t = useText();
  const here = useHere();
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
        item(to.recap, t(words.recap), '/transparansi'),
        item(to.organisations, t(words.organisations), '/organisasi'),
      ]}
      side={<a href={to.signIn}>{t(words.signIn)}</a>}
      footer={
        <p>
          {brand.short} {t(brand.place)}
        </p>
      }
      onLang={(lang) => {
        setLang(lang);
        location.assign(otherLanguage());
      }}
    >
      <Content here={here} />
    </PublicShell>
  );
}
