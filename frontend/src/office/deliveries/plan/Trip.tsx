import { Choice } from '../../../ui/Field.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import css from '../../shell/forms/Form.module.css';
import { TextField } from '../../shell/forms/TextField.tsx';
import type { Draft } from './draft.ts';

const words = {
  title: ['Hari dan kendaraan', 'Day and vehicle'],
  day: ['Hari', 'Day'],
  starts: ['Mulai', 'From'],
  ends: ['Sampai', 'Until'],
  vehicle: ['Kendaraan', 'Vehicle'],
  inCharge: ['Penanggung jawab', 'In charge'],
  pickup: ['Diambil di satu titik', 'Fetched at a pickup point'],
  pickupWhy: ['Biasanya paket diantar sampai pintu.', 'Packages are usually brought to the door.'],
  reason: ['Mengapa di satu titik', 'Why at a pickup point'],
  crowd: ['Cara menghindari kerumunan', 'How a crowd is avoided'],
  note: ['Catatan', 'Remark'],
} as const satisfies Record<string, Pair>;

type TripProps = { draft: Draft; onDraft: (draft: Draft) => void; today: string };

/** When the trip is, with which vehicle, and how it delivers. */
export function Trip({ draft, onDraft, today }: TripProps) {
  const t = useText();
  const field = (name: 'day' | 'starts' | 'ends' | 'vehicle' | 'inCharge' | 'note') => ({
    label: t(words[name]),
    value: draft[name],
    onValue: (value: string) => onDraft({ ...draft, [name]: value }),
  });
  return (
    <Section title={t(words.title)}>
      <div className={css.form}>
        <div className={css.pair}>
          <TextField {...field('day')} type="date" required min={today} />
          <TextField {...field('starts')} type="time" required />
          <TextField {...field('ends')} type="time" required />
        </div>
        <div className={css.pair}>
          <TextField {...field('vehicle')} maxLength={80} />
          <TextField {...field('inCharge')} maxLength={80} />
        </div>
        <Choice
          type="checkbox"
          name="titik"
          value="ya"
          label={t(words.pickup)}
          hint={t(words.pickupWhy)}
          checked={draft.pickup}
          onPick={(pickup) => onDraft({ ...draft, pickup })}
        />
        {draft.pickup && (
          <>
            <TextField
              label={t(words.reason)}
              required
              maxLength={500}
              value={draft.pickupReason}
              onValue={(pickupReason) => onDraft({ ...draft, pickupReason })}
            />
            <TextField
              label={t(words.crowd)}
              required
              maxLength={500}
              value={draft.crowdPlan}
              onValue={(crowdPlan) => onDraft({ ...draft, crowdPlan })}
            />
          </>
        )}
        <TextField {...field('note')} maxLength={2000} />
      </div>
    </Section>
  );
}
