import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../../format/dates.ts';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { PhoneState_device$key } from '../../__generated__/PhoneState_device.graphql.ts';
import css from '../../shell/forms/Form.module.css';

const fragment = graphql`
  fragment PhoneState_device on Device {
    heardAt
    waiting
    refused
    photos
    lost
  }
`;

const words = {
  heard: [(when: string) => `Terakhir terdengar ${when}`, (when: string) => `Last heard ${when}`],
  holds: [
    (entries: number, photos: number) => `menyimpan ${entries} catatan dan ${photos} foto`,
    (entries: number, photos: number) => `holds ${entries} entries and ${photos} photos`,
  ],
  empty: ['semua sudah terkirim', 'everything is sent'],
  refused: [
    (n: number) => `${n} catatan ditolak dan harus diperbaiki kurir.`,
    (n: number) => `${n} entries were refused; the courier has to mend them.`,
  ],
  lost: [
    (n: number) => `${n} catatan hilang dari ponsel sebelum terkirim. Tanyakan kepada kurir.`,
    (n: number) => `${n} entries were lost on the phone before they were sent. Ask the courier.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** When a phone was last heard, and what it still held: silence is shown, couriers are not tracked. */
export function PhoneState({ device }: { device: PhoneState_device$key }) {
  const t = useText();
  const lang = useLang();
  const row = useFragment(fragment, device);
  const holds = row.waiting + row.photos > 0;
  return (
    <>
      <p className={css.why}>
        {t(words.heard)(moment(row.heardAt, lang))},{' '}
        {holds ? t(words.holds)(row.waiting, row.photos) : t(words.empty)}.
      </p>
      {row.refused > 0 && <Notice tone="note">{t(words.refused)(row.refused)}</Notice>}
      {row.lost > 0 && <Notice tone="refused">{t(words.lost)(row.lost)}</Notice>}
    </>
  );
}
