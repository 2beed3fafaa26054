import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Field } from '../../../ui/Field.tsx';
import { Quantity } from '../../../ui/Quantity.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { packageNameOf } from '../../shared/names.ts';
import css from '../../shell/forms/Form.module.css';
import { TextField } from '../../shell/forms/TextField.tsx';
import { useOffice } from '../../shell/viewer.ts';
import { CountFields } from '../shipment/CountFields.tsx';
import { type Count, uncounted } from '../shipment/counts.ts';
import type { Cancelled, LateAllocation } from './LatePage.tsx';

const words = {
  unit: ['Unit', 'Unit'],
  choose: ['Pilih unit', 'Choose a unit'],
  left: ['Yang berangkat', 'What left'],
  from: [
    (what: string, giver: string) => `${what} dari ${giver}`,
    (what: string, giver: string) => `${what} from ${giver}`,
  ],
  room: [(n: string) => `Belum dimuat ${n}.`, (n: string) => `${n} not loaded yet.`],
  day: ['Hari kejadian', 'Day on which it happened'],
  ownerOnly: [
    'Paling lama 7 hari yang lalu; yang lebih lama hanya dicatat oleh pemilik akun.',
    'At most 7 days ago; what is older is recorded by an owner only.',
  ],
  reason: ['Mengapa baru dicatat', 'Why it is recorded late'],
  receiver: ['Diterima oleh (jabatan)', 'Received by (function)'],
  receiverHint: [
    'Misalnya ketua RW. Jangan tulis nama atau nomor telepon.',
    'Such as head of the RW. Write no name and no telephone number.',
  ],
  vehicle: ['Kendaraan', 'Vehicle'],
  supplier: ['Pemasok', 'Supplier'],
  supplierHint: [
    'Bila barangnya dibeli dan belum dicatat masuk.',
    'If the goods were bought and not counted in yet.',
  ],
  note: ['Catatan', 'Remark'],
  cancelled: ['Pengiriman batal yang ternyata berjalan', 'Cancelled shipment that drove after all'],
  noneOfThem: ['Bukan salah satunya', 'None of them'],
} as const satisfies Record<string, Pair<unknown>>;

/** What is typed beside the numbers. */
export const untyped = {
  happenedOn: '',
  reason: '',
  receiver: '',
  vehicle: '',
  supplier: '',
  note: '',
  cancelled: '',
};

type UnitChoiceProps = {
  units: ReadonlyMap<string, string>;
  chosen: string;
  onChoose: (unit: string) => void;
};

export function UnitChoice({ units, chosen, onChoose }: UnitChoiceProps) {
  const t = useText();
  return (
    <Field label={t(words.unit)}>
      {(control) => (
        <select
          {...control}
          required
          value={chosen}
          onChange={(event) => onChoose(event.target.value)}
        >
          <option value="">{t(words.choose)}</option>
          {[...units].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type LateLoadsProps = {
  rows: readonly LateAllocation[];
  left: Record<string, string | null>;
  onLeft: (left: Record<string, string | null>) => void;
};

/** How many packages of each allocation left for the unit. */
export function LateLoads({ rows, left, onLeft }: LateLoadsProps) {
  const t = useText();
  const lang = useLang();
  if (rows.length === 0) return null;
  return (
    <fieldset>
      <legend className={css.legend}>{t(words.left)}</legend>
      <div className={css.pair}>
        {rows.map((row) => (
          <Quantity
            key={row.id}
            label={t(words.from)(t(packageNameOf(row.package.code)), row.giver.name)}
            hint={t(words.room)(number(row.toLoad, lang))}
            value={left[row.id] ?? null}
            onValue={(value) => onLeft({ ...left, [row.id]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

type LateCountsProps = {
  kinds: readonly { id: string; code: string; every: string; sent: number }[];
  counts: Record<string, Count>;
  onCounts: (counts: Record<string, Count>) => void;
};

/** What was counted at the unit. */
export function LateCounts({ kinds, counts, onCounts }: LateCountsProps) {
  const t = useText();
  return kinds.map((kind) => (
    <CountFields
      key={kind.id}
      name={t(packageNameOf(kind.code))}
      sent={kind.sent}
      every={kind.every}
      count={counts[kind.id] ?? uncounted}
      onCount={(count) => onCounts({ ...counts, [kind.id]: count })}
    />
  ));
}

type LateFactsProps = {
  /** What is to be written as the reason, if that is not why it is recorded late. */
  why?: string;
  /** Whether packages of the executor's own pledges left. */
  bought: boolean;
  cancelled: readonly Cancelled[];
  typed: typeof untyped;
  onTyped: (typed: typeof untyped) => void;
};

/** When and why, and what else is known. */
export function LateFacts({ why, bought, cancelled, typed, onTyped }: LateFactsProps) {
  const t = useText();
  const lang = useLang();
  const { today, role } = useOffice();
  const field = (name: 'reason' | 'receiver' | 'vehicle' | 'supplier' | 'note') => ({
    label: t(words[name]),
    value: typed[name],
    onValue: (value: string) => onTyped({ ...typed, [name]: value }),
  });
  return (
    <>
      <TextField
        label={t(words.day)}
        hint={role === 'OWNER' ? undefined : t(words.ownerOnly)}
        type="date"
        required
        max={today}
        value={typed.happenedOn}
        onValue={(happenedOn) => onTyped({ ...typed, happenedOn })}
      />
      <TextField {...field('reason')} label={why ?? t(words.reason)} required maxLength={500} />
      {cancelled.length > 0 && (
        <Field label={t(words.cancelled)}>
          {(control) => (
            <select
              {...control}
              value={typed.cancelled}
              onChange={(event) => onTyped({ ...typed, cancelled: event.target.value })}
            >
              <option value="">{t(words.noneOfThem)}</option>
              {cancelled.map((row) => (
                <option key={row.id} value={row.id}>
                  {`${row.number}, ${day(row.day, lang)}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <TextField {...field('receiver')} hint={t(words.receiverHint)} maxLength={80} />
      {bought && <TextField {...field('supplier')} hint={t(words.supplierHint)} maxLength={200} />}
      <TextField {...field('vehicle')} maxLength={80} />
      <TextField {...field('note')} maxLength={2000} />
    </>
  );
}
