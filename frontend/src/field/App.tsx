import { useEffect, useState } from 'react';
import { lang as kept, setLang } from '../ui/preferences.ts';
import { type Lang, LangProvider, useText } from '../words/lang.ts';
import { lapangan as words } from '../words/lapangan.ts';
import { CountScreen } from './screens/CountScreen.tsx';
import { FailScreen } from './screens/FailScreen.tsx';
import { Opening } from './screens/Opening.tsx';
import { ProofScreen } from './screens/ProofScreen.tsx';
import { QueueScreen } from './screens/QueueScreen.tsx';
import { SavedScreen } from './screens/SavedScreen.tsx';
import { ChangeLang, FieldContext, useFieldData, useRoute } from './screens/state.ts';
import { Today } from './screens/Today.tsx';
import { sync } from './sync/sender.ts';

const REFRESH = 60_000;

/** Sends when there is a signal again, when the phone is looked at, and every minute. */
function useSending(lang: Lang, opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const now = () => {
      if (document.visibilityState !== 'hidden') sync(lang);
    };
    now();
    const timer = setInterval(now, REFRESH);
    addEventListener('online', now);
    document.addEventListener('visibilitychange', now);
    return () => {
      clearInterval(timer);
      removeEventListener('online', now);
      document.removeEventListener('visibilitychange', now);
    };
  }, [lang, opened]);
}

const perStop = {
  hitung: CountScreen,
  bukti: ProofScreen,
  gagal: FailScreen,
  tersimpan: SavedScreen,
} as const;

type AppProps = { link: string | undefined; lang: Lang };

function Inside({ link, lang }: AppProps) {
  const t = useText();
  const [waiting, setWaiting] = useState(link);
  const field = useFieldData();
  const [name, stopId] = useRoute();
  const opened = !!field?.opened && !waiting;
  useSending(lang, opened);
  if (!field) return <p className="big">{t(words.loading)}</p>;
  const closed = field.signal === 'closed' && name === 'buka';
  let screen = <Today />;
  if (!opened || closed) screen = <Opening link={waiting} onOpened={() => setWaiting(undefined)} />;
  else if (name === 'antrean') screen = <QueueScreen />;
  else if (name in perStop) {
    const One = perStop[name as keyof typeof perStop];
    const stop = field.stops.find((each) => each.id === stopId);
    screen = stop ? <One key={stop.id} stop={stop} /> : <Today />;
  }
  return <FieldContext value={field}>{screen}</FieldContext>;
}

/** Field mode: everything works without a signal; what is saved is sent when there is one. */
export function App({ link }: { link: string | undefined }) {
  const [lang, choose] = useState<Lang>(kept);
  const change = () => {
    const other = lang === 'id' ? 'en' : 'id';
    setLang(other);
    document.documentElement.lang = other;
    choose(other);
  };
  return (
    <LangProvider value={lang}>
      <ChangeLang value={change}>
        <Inside link={link} lang={lang} />
      </ChangeLang>
    </LangProvider>
  );
}
