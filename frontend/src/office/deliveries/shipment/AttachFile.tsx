import { useState } from 'react';
import { Choice, Field } from '../../../ui/Field.tsx';
import { evidenceKind } from '../../../words/deliveries.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import { ActDialog } from '../../shell/dialogs/ActDialog.tsx';
import { useReadAgain } from '../../shell/live/again.tsx';
import { useUpload } from '../../shell/upload.ts';

const words = {
  attach: ['Tambah foto', 'Add a photo'],
  title: ['Tambah foto atau surat', 'Add a photo or a paper'],
  why: [
    'Jangan memotret wajah. Pemberi melihat foto paketnya.',
    'Show no faces. Givers see photos of their packages.',
  ],
  file: ['Berkas', 'File'],
  fileHint: [
    'Foto sampai 12 MB, surat PDF sampai 10 MB.',
    'Photos up to 12 MB, papers as PDF up to 10 MB.',
  ],
  save: ['Unggah', 'Upload'],
} as const satisfies Record<string, Pair>;

type Kind = 'STACK_PHOTO' | 'SIGNATURE' | 'PAPER';

type AttachFileProps = {
  /** What it belongs to. */
  of: { handover: string } | { proof: string };
  kinds: readonly [Kind, ...Kind[]];
};

/** Attaches a photo, a signature or a signed paper. */
export function AttachFile({ of, kinds }: AttachFileProps) {
  const t = useText();
  const [kind, setKind] = useState<Kind>(kinds[0]);
  const [file, setFile] = useState<File>();
  const uploading = useUpload();
  const readAgain = useReadAgain();
  return (
    <ActDialog
      act={t(words.attach)}
      title={t(words.title)}
      why={t(words.why)}
      of={uploading}
      send={t(words.save)}
      onSend={(close) => {
        if (!file) return;
        uploading.upload(file, { ...of, kind }, () => {
          setFile(undefined);
          readAgain();
          close();
        });
      }}
    >
      {kinds.length > 1 &&
        kinds.map((each) => (
          <Choice
            key={each}
            type="radio"
            name="jenis"
            value={each}
            label={t(evidenceKind[each])}
            checked={kind === each}
            onPick={() => setKind(each)}
          />
        ))}
      <Field label={t(words.file)} hint={t(words.fileHint)}>
        {(control) => (
          <input
            {...control}
            type="file"
            required
            accept={`image/jpeg,image/png,image/webp${kind === 'PAPER' ? ',application/pdf' : ''}`}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
    </ActDialog>
  );
}
