import { number } from '../../format/numbers.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import {
  type Outcome,
  outcomes,
  remainder,
  uncounted,
  uncountedOf,
  withRemainder,
  withSurplus,
} from '../counts.ts';
import { isMeal, packageName } from '../packages.ts';
import type { Count, Draft, Entry, Sent, Stop } from '../store/types.ts';
import { Button, Screen } from './parts.tsx';
import { entryOf, go, hrefOf, useField } from './state.ts';
import { useDraft } from './useDraft.ts';

type RowProps = { outcome: Outcome; kind: Sent; count: Count; onCount: (count: Count) => void };

/** One outcome: large buttons, and a field for a large number. */
function CountRow({ outcome, kind, count, onCount }: RowProps) {
  const t = useText();
  const name = packageName(kind, useLang());
  const value = count[outcome];
  const what = `${name}, ${t(words[outcome])}`;
  const set = (next: number | null) =>
    onCount({ ...count, [outcome]: next === null ? null : Math.min(1_000_000, Math.max(0, next)) });
  return (
    <div className="count">
      <div>
        <b>{t(words[outcome])}</b>
        <br />
        <small>
          {t(
            outcome === 'broughtBack' && isMeal(kind) ? words.mealsBackWhy : words[`${outcome}Why`],
          )}
        </small>
      </div>
      <Button label={t(words.less)(what)} off={!value} onPress={() => set((value || 0) - 1)}>
        −
      </Button>
      <input
        aria-label={what}
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        placeholder="–"
        value={value === null ? '' : String(value)}
        onInput={(event) => {
          const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 7);
          set(digits === '' ? null : Number(digits));
        }}
      />
      <Button label={t(words.more)(what)} onPress={() => set((value || 0) + 1)}>
        +
      </Button>
    </div>
  );
}

type KindProps = { kind: Sent; count: Count; onCount: (count: Count) => void };

/** The count of one kind of package; what is left over is offered. */
function CountKind({ kind, count, onCount }: KindProps) {
  const t = useText();
  const lang = useLang();
  const name = packageName(kind, lang);
  const left = remainder(kind.sent, count);
  const counted = kind.sent - left;
  return (
    <section>
      <h2>{t(words.sent)(number(kind.sent, lang), name)}</h2>
      {outcomes.map((outcome) => (
        <CountRow key={outcome} outcome={outcome} kind={kind} count={count} onCount={onCount} />
      ))}
      {count.surplus > 0 && (
        <p className="pair">
          <b>{t(words.surplusOf)(count.surplus)}</b>
          <Button onPress={() => onCount({ ...count, surplus: 0 })}>{t(words.clear)}</Button>
        </p>
      )}
      {left < 0 && (
        <div role="alert">
          <p className="bar bad">
            {t(words.over149)(number(counted, lang), number(kind.sent, lang))}
          </p>
          {(count.good || 0) + left >= 0 && (
            <>
              <p>
                <b>{t(words.really)(number(counted, lang))}</b> {t(words.reallyWhy)}
              </p>
              <Button onPress={() => onCount(withSurplus(kind.sent, count))}>
                {t(words.yesSurplus)(number((count.good || 0) + left, lang), number(-left, lang))}
              </Button>
            </>
          )}
        </div>
      )}
      {left > 0 && count.good !== null && (
        <div role="status">
          <p className="big">{t(words.counted)(number(counted, lang), number(left, lang))}</p>
          <div className="pair">
            {(['damaged', 'missing', 'broughtBack'] as const).map((each) => (
              <Button key={each} onPress={() => onCount(withRemainder(kind.sent, count, each))}>
                {t(words.those)(number(left, lang), t(words[each]).toLowerCase())}
              </Button>
            ))}
          </div>
        </div>
      )}
    </section>
  );
}

/** What is wrong with the report of an entry that is mended. */
export function WhyRefused({ entry }: { entry: Entry | undefined }) {
  return entry?.problem ? (
    <p className="bar bad" role="alert">
      {entry.problem.message}
    </p>
  ) : null;
}

/** Other numbers: a signature was for the ones before. */
function recounted(draft: Draft, kind: string, count: Count): Partial<Draft> {
  const signed = draft.proof?.method === 'SIGNATURE';
  return {
    counts: { ...draft.counts, [kind]: count },
    ...(signed
      ? { proof: null, photos: draft.photos.filter((photo) => photo.kind !== 'SIGNATURE') }
      : {}),
  };
}

/** What was handed over, counted per kind of package. */
export function CountScreen({ stop }: { stop: Stop }) {
  const t = useText();
  const lang = useLang();
  const entry = entryOf(useField(), stop.id);
  const [draft, change] = useDraft(stop.id);
  if (!draft) return null;
  const left = uncountedOf(stop.packages, draft.counts);
  return (
    <Screen
      title={`${stop.position}. ${stop.unit.name}`}
      back={hrefOf(draft.mends ? 'antrean' : '')}
      foot={
        left === 0 ? (
          <Button
            look="main"
            onPress={() => change({ failed: '' }).then(() => go('bukti', stop.id))}
          >
            {t(words.next)}
          </Button>
        ) : (
          left > 0 && (
            <p className="main ghost" role="status">
              {t(words.uncounted)(number(left, lang))}
            </p>
          )
        )
      }
    >
      {draft.mends && <WhyRefused entry={entry} />}
      <p>{t(words.countTitle)}</p>
      {stop.packages.map((kind) => (
        <CountKind
          key={kind.id}
          kind={kind}
          count={draft.counts[kind.id] || uncounted}
          onCount={(count) => change(recounted(draft, kind.id, count))}
        />
      ))}
    </Screen>
  );
}
