import { useState } from 'react';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { meta, setMeta } from '../store/entries.ts';
import { randomToken } from '../store/random.ts';
import { sync } from '../sync/sender.ts';
import { NotOpened, openPhone, Refused } from '../sync/server.ts';
import { Button, Language, Screen } from './parts.tsx';
import { go, useField } from './state.ts';

/** Binds this phone: to the shift of the link it was opened with, or to the signed-in courier. */
export function Opening({ link, onOpened }: { link: string | undefined; onOpened: () => void }) {
  const t = useText();
  const lang = useLang();
  const { opened } = useField();
  const [wrong, setWrong] = useState('');
  const [signIn, setSignIn] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    setWrong('');
    try {
      // The phone's token is kept before it is sent: an answer that is lost costs nothing. A new link
      // is another actor, whose token must not be that of the one before.
      const before = await meta<string>('phone');
      const bound = await meta<string>('link');
      const phone = before && bound === (link || '') ? before : randomToken();
      await setMeta('phone', phone);
      await setMeta('link', link || '');
      const who = await openPhone(phone, link || '', lang);
      const { organisation, label, endsAt, over } = who;
      await setMeta('who', { organisation, label, endsAt, over });
      await setMeta('opened', phone);
      if (navigator.storage?.persist) await navigator.storage.persist();
      onOpened();
      go();
      await sync(lang);
    } catch (error) {
      if (error instanceof NotOpened) setSignIn(true);
      else setWrong(error instanceof Refused ? error.message : t(words.noAnswer));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Screen
      title={t(words.openTitle)}
      queue={opened}
      foot={
        signIn ? (
          <a className="main" href="/masuk?lanjut=/lapangan">
            {t(words.signIn)}
          </a>
        ) : (
          <Button look="main" off={busy} onPress={open}>
            {t(link ? words.openHere : words.openAccount)}
          </Button>
        )
      }
    >
      <p>{t(link ? words.openLink : words.openWhy)}</p>
      {wrong && (
        <p className="bar bad" role="alert">
          {wrong}
        </p>
      )}
      <Language />
    </Screen>
  );
}
