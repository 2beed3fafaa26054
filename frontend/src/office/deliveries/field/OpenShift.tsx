import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { OpenShiftMutation } from '../../__generated__/OpenShiftMutation.graphql.ts';
import { QrCode } from '../../pledges/QrCode.tsx';
import { Dialog } from '../../shell/dialogs/Dialog.tsx';
import { Answer } from '../../shell/forms/Answer.tsx';
import { useAction } from '../../shell/forms/action.ts';
import css from '../../shell/forms/Form.module.css';
import { TextField } from '../../shell/forms/TextField.tsx';

const mutation = graphql`
  mutation OpenShiftMutation($input: OpenShiftInput!) {
    openShift(input: $input) {
      ... on ShiftOpened {
        shift {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Tautan kurir', 'A courier’s link'],
  label: ['Siapa atau kendaraan apa', 'Who, or which vehicle'],
  labelHint: ['Misalnya Mobil 1. Tanpa nomor telepon.', 'Such as Van 1. No telephone number.'],
  make: ['Buat tautan', 'Make the link'],
  back: ['Batal', 'Cancel'],
  once: [
    'Tautan ini hanya tampil sekali. Pindai dengan ponsel kurir, atau salin dan kirimkan. Ponsel pertama yang membukanya memilikinya.',
    'This link is shown only once. Scan it with the courier’s phone, or copy and send it. The first phone that opens it has it.',
  ],
  copy: ['Salin tautan', 'Copy the link'],
  copied: ['Tersalin', 'Copied'],
  close: ['Selesai', 'Done'],
} as const satisfies Record<string, Pair>;

/** A new token: 32 random bytes as urlsafe base64. The server learns only its hash. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type OpenShiftProps = {
  shipment: string;
  label: string;
  /** A shift whose phone was lost. */
  replaces?: string;
  onMade: () => void;
  onClose: () => void;
};

/** Makes a link for a courier and shows it once, with its QR. */
export function OpenShift({ shipment, label: before, replaces, onMade, onClose }: OpenShiftProps) {
  const t = useText();
  const [label, setLabel] = useState(before);
  const [token] = useState(newToken);
  const [link, setLink] = useState('');
  const [copied, setCopied] = useState(false);
  const opening = useAction<OpenShiftMutation>(mutation);
  const open = async () => {
    const tokenHash = await hashOf(token);
    opening.act({ label, shipments: [shipment], tokenHash, replaces: replaces ?? null }, () => {
      setLink(`${location.origin}/lapangan#${token}`);
      onMade();
    });
  };
  if (link) {
    return (
      <Dialog open title={label} onClose={onClose}>
        <div className={css.form}>
          <Notice tone="note">{t(words.once)}</Notice>
          <QrCode text={link} label={t(words.title)} />
          <input aria-label={t(words.title)} readOnly value={link} />
          <div className={css.buttons}>
            <Button
              look="primary"
              onPress={() => navigator.clipboard.writeText(link).then(() => setCopied(true))}
            >
              {t(copied ? words.copied : words.copy)}
            </Button>
            <Button onPress={onClose}>{t(words.close)}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open title={t(words.title)} onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <TextField
          label={t(words.label)}
          hint={t(words.labelHint)}
          required
          maxLength={80}
          value={label}
          onValue={setLabel}
        />
        <Answer refusal={opening.refusal} failure={opening.failure} />
        <div className={css.buttons}>
          <Button type="submit" look="primary" busy={opening.busy}>
            {t(words.make)}
          </Button>
          <Button onPress={onClose}>{t(words.back)}</Button>
        </div>
      </form>
    </Dialog>
  );
}
