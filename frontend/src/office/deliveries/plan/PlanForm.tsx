import { useState } from 'react';
import { number } from '../../../format/numbers.ts';
import { counted, type Pair, useLang, useText } from '../../../words/lang.ts';
import { ActForm } from '../../shell/forms/ActForm.tsx';
import type { Answered } from '../../shell/forms/action.ts';
import css from '../../shell/forms/Form.module.css';
import { useOffice } from '../../shell/viewer.ts';
import { type Draft, packagesOf, stopsOf } from './draft.ts';
import { Loads } from './Loads.tsx';
import { Stops } from './Stops.tsx';
import { Trip } from './Trip.tsx';

const words = {
  send: ['Simpan rencana', 'Save the plan'],
  sum: [
    (stops: string, packages: string) => `${stops} pemberhentian, ${packages} paket`,
    (stops: string, packages: string) =>
      `${counted(stops, 'stop')}, ${counted(packages, 'package')}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type PlanFormProps = {
  first: Draft;
  /** The mutation that it sends. */
  of: Answered;
  /** Where it leads if nothing is sent. */
  back: string;
  onSend: (draft: Draft) => void;
};

/** The plan of a shipment: its loads, the order of its stops, its day. */
export function PlanForm({ first, of, back, onSend }: PlanFormProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const [draft, setDraft] = useState(first);
  const sum = [stopsOf(draft).length, packagesOf(draft)].map((each) => number(each, lang));
  return (
    <ActForm of={of} send={t(words.send)} back={back} onSend={() => onSend(draft)} wide>
      <Loads draft={draft} onDraft={setDraft} />
      <Stops draft={draft} onDraft={setDraft} />
      <Trip draft={draft} onDraft={setDraft} today={today} />
      <p className={css.why} role="status">
        {t(words.sum)(sum[0] ?? '', sum[1] ?? '')}
      </p>
    </ActForm>
  );
}
