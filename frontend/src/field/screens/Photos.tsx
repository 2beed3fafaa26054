import { useEffect, useState } from 'react';
import { useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { smaller } from '../images.ts';
import { dropPhoto, keepPhoto, PhoneFull, photoBytes } from '../store/entries.ts';
import type { Draft, Photo } from '../store/types.ts';
import { Button } from './parts.tsx';

/** A photo of the draft, from the phone's database. */
export function Picture({ entry, photo }: { entry: string; photo: Photo }) {
  const t = useText();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    photoBytes(entry, photo.hash).then((bytes) => {
      if (!bytes) return;
      made = URL.createObjectURL(new Blob([bytes]));
      setUrl(made);
    });
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [entry, photo.hash]);
  return url ? (
    <img src={url} alt={t(photo.kind === 'SIGNATURE' ? words.signature : words.photos)} />
  ) : null;
}

type PhotosProps = {
  draft: Draft;
  change: (part: Partial<Draft>) => Promise<void>;
  label: string;
  aside: string;
};

/** Photos are taken and kept at once; a full phone refuses them and says so. */
export function Photos({ draft, change, label, aside }: PhotosProps) {
  const t = useText();
  const [full, setFull] = useState(false);
  const stack = draft.photos.filter((photo) => photo.kind === 'STACK_PHOTO');
  const take = async (files: FileList | null) => {
    for (const file of Array.from(files || [])) {
      try {
        const photo = await keepPhoto(draft.id, await smaller(file), 'STACK_PHOTO');
        if (draft.photos.some((each) => each.hash === photo.hash)) continue;
        await change({ photos: [...draft.photos, photo] });
        setFull(false);
      } catch (error) {
        if (!(error instanceof PhoneFull)) throw error;
        setFull(true);
      }
    }
  };
  const drop = async (photo: Photo) => {
    await change({ photos: draft.photos.filter((each) => each !== photo) });
    await dropPhoto(draft.id, photo.hash);
  };
  return (
    <section>
      <h2>
        {label} <small>{aside}</small>
      </h2>
      <div className="photos">
        {stack.map((photo) => (
          <div key={photo.hash}>
            <Picture entry={draft.id} photo={photo} />
            {!photo.sent && <Button onPress={() => drop(photo)}>{t(words.dropPhoto)}</Button>}
          </div>
        ))}
        <label className="plain">
          <input
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              const input = event.currentTarget;
              take(input.files).then(() => {
                input.value = '';
              });
            }}
          />
          <span>{t(stack.length > 0 ? words.morePhoto : words.addPhoto)}</span>
        </label>
      </div>
      {full && (
        <p className="bar bad" role="alert">
          {t(words.full)}
        </p>
      )}
    </section>
  );
}
