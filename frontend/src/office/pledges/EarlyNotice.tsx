import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { EarlyNotice_pledge$key } from '../__generated__/EarlyNotice_pledge.graphql.ts';
import { to } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './WaitingFor.module.css';

const fragment = graphql`
  fragment EarlyNotice_pledge on Pledge {
    id
    state
    channel
    giver {
      id
    }
    earlyDeliveries {
      id
      state
      good
      damaged
      missing
    }
  }
`;

const words = {
  waits: [
    (n: string) => `${n} paket sudah diantar menurut pemberi, menunggu konfirmasi`,
    (n: string) => `According to the giver ${n} packages were delivered; they await confirmation`,
  ],
  some: [
    'Ada yang diantar sebelum dikonfirmasi',
    'Some of it was delivered before the confirmation',
  ],
  invite: ['Sudah mengantar sebelum dikonfirmasi?', 'Delivered before the confirmation?'],
  see: ['Lihat pengantarannya', 'See the deliveries'],
  record: ['Catat pengantarannya', 'Record the delivery'],
} as const satisfies Record<string, Pair<unknown>>;

/** What the giver says it delivered before the pledge was confirmed, or where it records that. */
export function EarlyNotice({ pledge: key }: { pledge: EarlyNotice_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { acts, organisation } = useOffice();
  const pledge = useFragment(fragment, key);
  const { earlyDeliveries: all } = pledge;
  const packages = all
    .filter((each) => each.state === 'WAITING')
    .reduce((sum, each) => sum + each.good + each.damaged + each.missing, 0);
  const records =
    acts &&
    organisation.kind === 'DONOR' &&
    organisation.profile?.id === pledge.giver.id &&
    pledge.channel === 'DIRECT' &&
    pledge.state === 'SUBMITTED';
  if (all.length === 0 && !records) return null;
  const title =
    packages > 0
      ? t(words.waits)(number(packages, lang))
      : t(all.length > 0 ? words.some : words.invite);
  return (
    <div className={css.turn}>
      <Notice tone="note" title={title}>
        <a href={to.early(pledge.id)}>{t(all.length > 0 ? words.see : words.record)}</a>
      </Notice>
    </div>
  );
}
