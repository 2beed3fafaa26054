import { useState } from 'react';
import { Field } from '../../ui/Field.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { ActDialog } from '../shell/dialogs/ActDialog.tsx';
import { useReadAgain } from '../shell/live/again.tsx';
import { useUpload } from '../shell/upload.ts';

const words = {
  upload: ['Kirim yang ditandatangani', 'Send a signed copy'],
  title: ['Kirim PDF yang ditandatangani', 'Send the signed PDF'],
  how: [
    'Unduh PDF-nya, tanda tangani secara elektronik di kolom Pihak1 (pelaksana) atau Pihak2 (unit), lalu kirim berkas itu. Pihak kedua menandatangani berkas yang sudah ditandatangani pihak pertama.',
    'Download the PDF, sign it electronically in the field Pihak1 (executor) or Pihak2 (unit), and send that file. The second party signs the file that the first has signed.',
  ],
  file: ['PDF yang ditandatangani', 'The signed PDF'],
  send: ['Kirim', 'Send'],
} as const satisfies Record<string, Pair>;

/** A party sends a BAST back that was signed elsewhere. */
export function UploadSigned({ id }: { id: string }) {
  const t = useText();
  const [file, setFile] = useState<File>();
  const uploading = useUpload();
  const readAgain = useReadAgain();
  return (
    <ActDialog
      act={t(words.upload)}
      open="quiet"
      title={t(words.title)}
      why={t(words.how)}
      of={uploading}
      send={t(words.send)}
      onSend={(close) => {
        if (!file) return;
        uploading.upload(file, { bastVersion: id }, () => {
          setFile(undefined);
          readAgain();
          close();
        });
      }}
    >
      <Field label={t(words.file)}>
        {(control) => (
          <input
            {...control}
            type="file"
            required
            accept="application/pdf"
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
    </ActDialog>
  );
}
