import { time } from '../../format/dates.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import type { Stop } from '../store/types.ts';
import { Button, Screen } from './parts.tsx';
import { Counts } from './Signature.tsx';
import { entryOf, go, hrefOf, nextStop, useField } from './state.ts';

type StepProps = { reached: boolean; title: string; children: string | undefined };

function Step({ reached, title, children }: StepProps) {
  return (
    <li className={reached ? 'reached' : ''}>
      <b>{title}</b>
      {children && (
        <>
          <br />
          {children}
        </>
      )}
    </li>
  );
}

const proven = ['PROVEN', 'VERIFIED', 'RESOLVED'];

/** How far a stop has come: on the phone, at the office, received. */
export function SavedScreen({ stop }: { stop: Stop }) {
  const t = useText();
  const lang = useLang();
  const field = useField();
  const entry = entryOf(field, stop.id);
  const next = nextStop(field);
  const sent = entry?.state === 'accepted' || entry?.state === 'left';
  const received = proven.includes(stop.handover || '');
  const photos = entry ? entry.photos.length : 0;
  return (
    <Screen
      title={`${stop.position}. ${stop.unit.name}`}
      back={hrefOf()}
      foot={
        <Button look="main" onPress={() => (next ? go('hitung', next.id) : go())}>
          {next ? t(words.nextStop)(next.position, next.unit.name) : t(words.today)}
        </Button>
      }
    >
      {entry && (
        <>
          <h2>{t(words.saved)}</h2>
          <p>{t(words.savedWhy)}</p>
          {entry.failed ? <p className="big">{entry.failed}</p> : null}
          <Counts stop={stop} counts={entry.counts} />
        </>
      )}
      <ol className="stages">
        {entry && (
          <Step reached title={t(words.saved)}>
            {`${time(new Date(entry.madeAt).toISOString(), lang)}${
              photos ? `, ${t(words.nPhotos)(photos)}` : ''
            }`}
          </Step>
        )}
        {entry?.problem ? (
          <li className="bad">
            <a href={hrefOf('antrean')}>{entry.problem.message}</a>
          </li>
        ) : (
          <Step reached={!entry || sent} title={t(words.sentToOffice)}>
            {entry?.state === 'left'
              ? t(words.atOffice)
              : sent || !entry
                ? undefined
                : t(words.awaitsSignal)}
          </Step>
        )}
        {!entry?.failed && (
          <Step reached={received} title={t(words.received)}>
            {received ? undefined : t(words.afterProof)}
          </Step>
        )}
      </ol>
    </Screen>
  );
}
