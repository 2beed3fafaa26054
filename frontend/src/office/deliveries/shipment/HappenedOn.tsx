import { daysBetween } from '../../../format/dates.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import { TextField } from '../../shell/forms/TextField.tsx';
import { useOffice } from '../../shell/viewer.ts';

/** What may be recorded without a reason: a week back. */
const DAYS_BACK = 7;

const words = {
  day: ['Hari', 'Day'],
  late: ['Mengapa baru dicatat', 'Why it is recorded late'],
  ownerOnly: [
    'Yang lebih lama dari 7 hari hanya dicatat oleh pemilik akun.',
    'What is older than 7 days is recorded by an owner only.',
  ],
} as const satisfies Record<string, Pair>;

export type Happened = { happenedOn: string; lateReason: string };

type HappenedOnProps = {
  /** The day on which the trip left. */
  left: string | undefined;
  value: Happened;
  onValue: (value: Happened) => void;
};

/** The day on which it happened; more than a week back, why it is recorded so late. */
export function HappenedOn({ left, value, onValue }: HappenedOnProps) {
  const t = useText();
  const { today, role } = useOffice();
  const late = daysBetween(value.happenedOn || today, today) > DAYS_BACK;
  return (
    <>
      <TextField
        label={t(words.day)}
        hint={late && role !== 'OWNER' ? t(words.ownerOnly) : undefined}
        type="date"
        required
        min={left}
        max={today}
        value={value.happenedOn}
        onValue={(happenedOn) => onValue({ ...value, happenedOn })}
      />
      {late && role === 'OWNER' && (
        <TextField
          label={t(words.late)}
          required
          maxLength={500}
          value={value.lateReason}
          onValue={(lateReason) => onValue({ ...value, lateReason })}
        />
      )}
    </>
  );
}
