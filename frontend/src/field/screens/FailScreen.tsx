import { useState } from 'react';
import { number } from '../../format/numbers.ts';
import type { Pair } from '../../words/lang.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { isMeal } from '../packages.ts';
import { SavedBefore, saveEntry } from '../store/entries.ts';
import type { Stop } from '../store/types.ts';
import { WhyRefused } from './CountScreen.tsx';
import { Photos } from './Photos.tsx';
import { Button, Pick, Screen } from './parts.tsx';
import { entryOf, go, hrefOf, useField } from './state.ts';
import { useDraft } from './useDraft.ts';

const OTHER = 'lain';
const reasons = [
  ['tidak ada orang', words.nobody],
  ['jalan ditutup', words.road],
  ['ditolak', words.declined],
  ['salah alamat', words.address],
  ['kendaraan rusak', words.vehicle],
  [OTHER, words.otherReason],
] as const satisfies readonly (readonly [string, Pair])[];

/** Nothing was handed over: the reason is one press. */
export function FailScreen({ stop }: { stop: Stop }) {
  const t = useText();
  const lang = useLang();
  const entry = entryOf(useField(), stop.id);
  const [draft, change] = useDraft(stop.id);
  const [own, setOwn] = useState<string>();
  const [twice, setTwice] = useState(false);
  if (!draft) return null;
  const known = reasons.some(([value]) => value === draft.failed);
  const written = own !== undefined ? own : known ? undefined : draft.failed || undefined;
  const sentOf = (kinds: Stop['packages']) => kinds.reduce((sum, each) => sum + each.sent, 0);
  const meals = sentOf(stop.packages.filter(isMeal));
  const others = sentOf(stop.packages) - meals;
  const save = async () => {
    try {
      await saveEntry({ ...draft, counts: {}, proof: null }, stop);
      go('tersimpan', stop.id);
    } catch (error) {
      if (!(error instanceof SavedBefore)) throw error;
      setTwice(true);
    }
  };
  return (
    <Screen
      title={`${stop.position}. ${stop.unit.name}`}
      back={hrefOf(draft.mends ? 'antrean' : '')}
      foot={
        <Button look="main" off={!draft.failed.trim()} onPress={save}>
          {t(words.recordFail)}
        </Button>
      }
    >
      {draft.mends && <WhyRefused entry={entry} />}
      {twice && (
        <p className="bar bad" role="alert">
          {t(words.savedBefore)}
        </p>
      )}
      <Pick
        wide
        label={t(words.failTitle)}
        name="reason"
        options={reasons}
        value={written !== undefined ? OTHER : draft.failed}
        onValue={(value) => {
          setOwn(value === OTHER ? '' : undefined);
          change({ failed: value === OTHER ? '' : value });
        }}
      />
      {written !== undefined && (
        <label>
          <b>{t(words.otherReason)}</b> <small>{t(words.noteHint)}</small>
          <input
            maxLength={500}
            defaultValue={written}
            onInput={(event) => {
              setOwn(event.currentTarget.value);
              change({ failed: event.currentTarget.value });
            }}
          />
        </label>
      )}
      {others > 0 && <p className="big">{t(words.goesBack)(number(others, lang))}</p>}
      {meals > 0 && <p className="big">{t(words.mealsGoBack)(number(meals, lang))}</p>}
      <Photos draft={draft} change={change} label={t(words.placePhoto)} aside={t(words.noFaces)} />
    </Screen>
  );
}
