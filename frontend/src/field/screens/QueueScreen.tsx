import { useEffect, useState } from 'react';
import { time } from '../../format/dates.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { leaveToOffice, mend, updateEntry } from '../store/entries.ts';
import type { Entry } from '../store/types.ts';
import { sync } from '../sync/sender.ts';
import { Button, QueueBar, Screen } from './parts.tsx';
import { go, hrefOf, useField } from './state.ts';

/** An entry that was refused: the server's reason, and what the courier can do. */
function RefusedEntry({ entry }: { entry: Entry }) {
  const t = useText();
  const lang = useLang();
  const problem = entry.problem;
  if (!problem) return null;
  const repair = async () => {
    await mend(entry);
    const screen = problem.where !== 'report' ? 'bukti' : entry.failed ? 'gagal' : 'hitung';
    go(screen, entry.stop);
  };
  const again = async (change: (entry: Entry) => Entry) => {
    await updateEntry(entry.id, (now) => ({ ...change(now), state: 'waiting', problem: null }));
    await sync(lang);
  };
  // It was taken before with other numbers: the office compares the two.
  const fixed = problem.code === 'KeyReused';
  return (
    <section className="refused-entry">
      <h2>{t(words.refusedOf)(entry.position, entry.unit)}</h2>
      <p>
        {problem.message} {t(words.kept)}
      </p>
      <div className="pair">
        {!fixed && problem.where !== 'photo' && <Button onPress={repair}>{t(words.mend)}</Button>}
        {problem.where === 'report' && (
          <Button onPress={() => leaveToOffice(entry.id).then(() => sync(lang))}>
            {t(words.toOffice)}
          </Button>
        )}
        {problem.where === 'proof' && (
          <Button onPress={() => again((now) => ({ ...now, proof: null }))}>
            {t(words.withoutProof)}
          </Button>
        )}
        {problem.where === 'photo' && (
          <Button
            onPress={() => {
              const first = entry.photos.find((photo) => !photo.sent);
              again((now) => ({
                ...now,
                photos: now.photos.filter((photo) => photo.hash !== first?.hash),
              }));
            }}
          >
            {t(words.withoutPhoto)}
          </Button>
        )}
      </div>
    </section>
  );
}

/** About how many photos still fit; undefined where the browser does not say. */
function useRoom(): number | undefined {
  const [room, setRoom] = useState<number>();
  useEffect(() => {
    if (!navigator.storage?.estimate) return;
    navigator.storage.estimate().then(({ quota = 0, usage = 0 }) => {
      setRoom(Math.min(1000, Math.floor((quota - usage) / 500_000)));
    });
  }, []);
  return room;
}

/** What was refused stands first, then what waits, then what arrived. */
export function QueueScreen() {
  const t = useText();
  const lang = useLang();
  const { entries, signal } = useField();
  const room = useRoom();
  const of = (state: Entry['state']) => entries.filter((entry) => entry.state === state);
  const waiting = of('waiting');
  const arrived = [...of('accepted'), ...of('left')];
  return (
    <Screen
      title={t(words.queue)}
      back={hrefOf()}
      queue={false}
      foot={
        <>
          {room !== undefined && <p className="soft">{t(words.room)(room)}</p>}
          <Button look="main" off={signal === 'sending'} onPress={() => sync(lang)}>
            {t(signal === 'sending' ? words.sending : words.tryNow)}
          </Button>
        </>
      }
    >
      <QueueBar />
      {of('refused').map((entry) => (
        <RefusedEntry key={entry.id} entry={entry} />
      ))}
      {waiting.length > 0 && (
        <p className="bar warn">{t(words.waitingForSignal)(waiting.length)}</p>
      )}
      <ol className="stops">
        {waiting.map((entry) => (
          <li key={entry.id}>
            <a href={hrefOf('tersimpan', entry.stop)}>
              <span className="number waiting">{entry.position}</span>
              <span>
                <b>{entry.unit}</b>
                <br />
                {time(new Date(entry.madeAt).toISOString(), lang)},{' '}
                {t(words.nPhotos)(entry.photos.length)}
              </span>
            </a>
          </li>
        ))}
      </ol>
      {entries.length === arrived.length && <p>{t(words.empty)}</p>}
      {arrived.length > 0 && (
        <p>
          <b>{t(words.acceptedOf)(arrived.length)}</b>
        </p>
      )}
    </Screen>
  );
}
