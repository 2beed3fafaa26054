import { useState } from 'react';
import type { Pair } from '../../words/lang.ts';
import { useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { LENGTH, mistake, normalise } from '../codes.ts';
import { uncountedOf } from '../counts.ts';
import { dropPhoto, keepPhoto, SavedBefore, saveEntry } from '../store/entries.ts';
import { uuid } from '../store/random.ts';
import type { Draft, Photo, Proof, Stop } from '../store/types.ts';
import { WhyRefused } from './CountScreen.tsx';
import { Photos, Picture } from './Photos.tsx';
import { Button, Pick, Screen } from './parts.tsx';
import { Signature } from './Signature.tsx';
import { entryOf, go, hrefOf, useField } from './state.ts';
import { useDraft } from './useDraft.ts';

const receivers = [
  ['ketua RW', words.rwHead],
  ['ketua RT', words.rtHead],
  ['pengurus', words.staff],
  ['lainnya', words.other],
] as const satisfies readonly (readonly [string, Pair])[];

const methods = [
  ['COURIER_CODE', words.slipCode],
  ['SIGNATURE', words.signature],
  ['', words.later],
] as const satisfies readonly (readonly [string, Pair])[];

type PartProps = { draft: Draft; change: (part: Partial<Draft>) => Promise<void> };

const proofOf = (method: Proof['method'], code = ''): Proof => ({
  method,
  code,
  key: uuid(),
  made: null,
});

/** A code of the slip, checked for its form at once and on the server later. */
function SlipCode({ draft, change }: PartProps) {
  const t = useText();
  const code = draft.proof ? draft.proof.code : '';
  const wrong = code ? mistake(code) : undefined;
  const why =
    wrong === 'check'
      ? t(words.codeCheck)
      : wrong === 'length'
        ? t(words.codeLength)(code.length)
        : wrong && t(words.codeLetter)(wrong);
  return (
    <section>
      <label>
        <b>{t(words.code)}</b> <small>{t(words.codeHint)}</small>
        <input
          className="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={LENGTH + 4}
          defaultValue={code.length > 5 ? `${code.slice(0, 5)} ${code.slice(5)}` : code}
          onInput={(event) =>
            change({ proof: proofOf('COURIER_CODE', normalise(event.currentTarget.value)) })
          }
        />
      </label>
      {code && (
        <p className={why ? 'bad' : 'good'} role="status">
          {why || t(words.codeRight)}
        </p>
      )}
    </section>
  );
}

const signatureOf = (draft: Draft) => draft.photos.find((photo) => photo.kind === 'SIGNATURE');

/** The draft with another signature, or with none. */
const withSignature = (draft: Draft, signature: Photo | undefined): Partial<Draft> => ({
  photos: [
    ...draft.photos.filter((photo) => photo.kind !== 'SIGNATURE'),
    ...(signature ? [signature] : []),
  ],
});

/** Who received it, and how they said yes; of an entry that is mended only what can still change. */
function Receiver({
  draft,
  change,
  sign,
  taken,
}: PartProps & { sign: () => void; taken: boolean }) {
  const t = useText();
  const proof = draft.proof;
  const method = proof ? proof.method : '';
  const signature = signatureOf(draft);
  const choose = async (value: string) => {
    if (value !== 'SIGNATURE' && signature) {
      await change(withSignature(draft, undefined));
      await dropPhoto(draft.id, signature.hash);
    }
    await change({ proof: value ? proofOf(value as Proof['method']) : null });
    if (value === 'SIGNATURE') sign();
  };
  return (
    <>
      {!taken && (
        <Pick
          label={t(words.receiver)}
          aside={t(words.noName)}
          name="receiver"
          options={receivers}
          value={draft.receiver}
          onValue={(receiver) => change({ receiver })}
        />
      )}
      {!proof?.made && (
        <Pick label={t(words.how)} name="proof" options={methods} value={method} onValue={choose} />
      )}
      {method === 'COURIER_CODE' && !proof?.made && <SlipCode draft={draft} change={change} />}
      {method === 'SIGNATURE' && (
        <div className="photos">
          {signature && <Picture entry={draft.id} photo={signature} />}
          <Button onPress={sign}>{t(words.signature)}</Button>
        </div>
      )}
      {!taken && (
        <label>
          <b>{t(words.note)}</b> <small>{t(words.noteHint)}</small>
          <textarea
            rows={2}
            maxLength={1900}
            defaultValue={draft.note}
            onInput={(event) => change({ note: event.currentTarget.value })}
          />
        </label>
      )}
    </>
  );
}

/** Whether a draft can be saved: all is counted, a code reads well, a signature is there. */
function isReady(stop: Stop, draft: Draft): boolean {
  const { proof } = draft;
  if (uncountedOf(stop.packages, draft.counts) !== 0) return false;
  if (proof?.method === 'SIGNATURE') return signatureOf(draft) !== undefined;
  return proof?.method !== 'COURIER_CODE' || mistake(proof.code) === undefined;
}

/** Photos, who received it, how they said yes; then it is saved on the phone. */
export function ProofScreen({ stop }: { stop: Stop }) {
  const t = useText();
  const entry = entryOf(useField(), stop.id);
  const [draft, change] = useDraft(stop.id);
  const [signing, setSigning] = useState(false);
  const [twice, setTwice] = useState(false);
  if (!draft) return null;
  const save = async () => {
    try {
      await saveEntry(draft, stop);
      go('tersimpan', stop.id);
    } catch (error) {
      if (!(error instanceof SavedBefore)) throw error;
      setTwice(true);
    }
  };
  const title = `${stop.position}. ${stop.unit.name}`;
  if (signing) {
    const keep = async (picture: Blob) => {
      await change(withSignature(draft, await keepPhoto(draft.id, picture, 'SIGNATURE')));
      setSigning(false);
    };
    return (
      <Screen title={title} queue={false}>
        <Signature
          stop={stop}
          counts={draft.counts}
          onSigned={keep}
          onDiffers={() => go('hitung', stop.id)}
        />
      </Screen>
    );
  }
  return (
    <Screen
      title={title}
      back={hrefOf(entry?.handover ? 'antrean' : 'hitung', stop.id)}
      foot={
        <Button look="main" off={!isReady(stop, draft)} onPress={save}>
          {t(draft.mends ? words.saveMended : words.save)}
        </Button>
      }
    >
      {draft.mends && <WhyRefused entry={entry} />}
      {twice && (
        <p className="bar bad" role="alert">
          {t(words.savedBefore)}
        </p>
      )}
      <Photos draft={draft} change={change} label={t(words.photos)} aside={t(words.noFaces)} />
      <Receiver
        draft={draft}
        change={change}
        sign={() => setSigning(true)}
        taken={!!entry?.handover}
      />
    </Screen>
  );
}
