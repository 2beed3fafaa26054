import { dayWithName } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { packageName } from '../packages.ts';
import type { Stop } from '../store/types.ts';
import { Button, Language, Screen } from './parts.tsx';
import { entryOf, go, hrefOf, isOpen, nextStop, useField } from './state.ts';

function Packages({ stop }: { stop: Stop }) {
  const t = useText();
  const lang = useLang();
  return (
    <>
      {stop.packages
        .map((each) => t(words.packages)(number(each.sent, lang), packageName(each, lang)))
        .join(', ')}
    </>
  );
}

function Mark({ stop }: { stop: Stop }) {
  const field = useField();
  const entry = entryOf(field, stop.id);
  const over = !isOpen(field, stop);
  const look = entry ? entry.state : over ? 'accepted' : '';
  return <span className={`number ${look}`}>{stop.position}</span>;
}

/** The stop that is next, with what one needs there. */
function Next({ stop }: { stop: Stop }) {
  const t = useText();
  return (
    <section className="next">
      <div className="line">
        <Mark stop={stop} />
        <div>
          <h2>{stop.unit.name}</h2>
          <p>
            <b>
              <Packages stop={stop} />
            </b>
          </p>
          <p>
            {stop.unit.address && `${stop.unit.address}, `}
            {stop.shipment.starts}–{stop.shipment.ends}
          </p>
          {stop.state === 'PLANNED' && <p className="soft">{t(words.notLeft)}</p>}
        </div>
      </div>
      <div className="pair">
        {stop.unit.map && (
          <a className="plain" href={`geo:${stop.unit.map}?q=${stop.unit.map}`}>
            {t(words.map)}
          </a>
        )}
        <Button onPress={() => go('gagal', stop.id)}>{t(words.fail)}</Button>
      </div>
    </section>
  );
}

/** The stops of this phone in their order; the next one stands open. */
export function Today() {
  const t = useText();
  const lang = useLang();
  const field = useField();
  const { stops, who, drafts } = field;
  const next = nextStop(field);
  const begun = drafts.some((draft) => next && draft.stop === next.id);
  const done = stops.filter((stop) => !isOpen(field, stop)).length;
  const day = (next || stops[stops.length - 1])?.shipment.day;
  return (
    <Screen
      title={day ? dayWithName(day, lang) : t(words.title)}
      aside={stops.length > 0 && t(words.doneOf)(done, stops.length)}
      foot={
        next && (
          <Button look="main" onPress={() => go('hitung', next.id)}>
            {t(begun ? words.goOn : words.count)(next.position)}
          </Button>
        )
      }
    >
      {next && <Next stop={next} />}
      {stops.length === 0 && (
        <section>
          <h2>{t(words.none)}</h2>
          <p>{t(words.noneWhy)}</p>
        </section>
      )}
      {stops.length > 0 && !next && <p className="big">{t(words.allDone)}</p>}
      <ol className="stops">
        {stops
          .filter((stop) => stop !== next)
          .map((stop) => (
            <li key={stop.id}>
              <a href={hrefOf(isOpen(field, stop) ? 'hitung' : 'tersimpan', stop.id)}>
                <Mark stop={stop} />
                <span>
                  <b>{stop.unit.name}</b>
                  <br />
                  <Packages stop={stop} />
                </span>
              </a>
            </li>
          ))}
      </ol>
      {who && (
        <p className="soft">
          {who.label}, {who.organisation}
        </p>
      )}
      <Language />
    </Screen>
  );
}
