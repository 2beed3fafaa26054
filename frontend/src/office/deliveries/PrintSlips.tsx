import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PrintSlipsMutation } from '../__generated__/PrintSlipsMutation.graphql.ts';
import { usePhases } from '../shared/programme.ts';
import { ActDialog } from '../shell/dialogs/ActDialog.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useOffice } from '../shell/viewer.ts';

/** How many slips one page to print has. */
const AT_ONCE = 20;

const mutation = graphql`
  mutation PrintSlipsMutation($input: PrintSlipsInput!) {
    printSlips(input: $input) {
      ... on SlipsPrinted {
        slips
        path
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  print: ['Cetak slip', 'Print slips'],
  title: [(n: string) => `Cetak ${n} slip`, (n: string) => `Print ${n} slips`],
  why: [
    'Slip berisi kode untuk menyatakan paket sudah diterima. Serahkan hanya kepada unitnya, jangan kepada pengantar. Kode lama yang belum dipakai tidak berlaku lagi.',
    'A slip has codes that confirm deliveries. Give it to the unit alone, never to who delivers. Codes of earlier slips that nobody has used are void.',
  ],
  phase: ['Tahap', 'Phase'],
  phaseOf: [
    (n: number, when: string) => `Tahap ${n}, ${when}`,
    (n: number, when: string) => `Phase ${n}, ${when}`,
  ],
  make: ['Buat slip', 'Make the slips'],
  made: ['Slip sudah dibuat', 'The slips are made'],
  madeWhy: [
    'Buka tiap halaman di samping pencetak: kodenya tampil satu kali saja.',
    'Open each page beside the printer: it shows the codes only once.',
  ],
  open: [
    (from: string, to: string) => `Buka slip ${from}–${to}`,
    (from: string, to: string) => `Open slips ${from}–${to}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Whether the viewer prints slips for any unit; an officer has a page for those of their kelurahan. */
export function useMayPrint(): boolean {
  const { acts, organisation } = useOffice();
  return acts && organisation.kind === 'PEMPROV';
}

function Made({ paths }: { paths: readonly { path: string; slips: number }[] }) {
  const t = useText();
  const lang = useLang();
  return (
    <Notice tone="done" title={t(words.made)}>
      <p>{t(words.madeWhy)}</p>
      <ul>
        {paths.map(({ path, slips }, at) => (
          <li key={path}>
            <a href={path} target="_blank" rel="noreferrer">
              {t(words.open)(number(at * AT_ONCE + 1, lang), number(at * AT_ONCE + slips, lang))}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Makes slips for units, and leads to the pages to print. */
export function PrintSlips({ units, onDone }: { units: readonly string[]; onDone?: () => void }) {
  const t = useText();
  const lang = useLang();
  const { phases, current } = usePhases();
  const [phase, setPhase] = useState(current?.id ?? '');
  const [made, setMade] = useState<{ path: string; slips: number }[]>([]);
  const printing = useAction<PrintSlipsMutation>(mutation);
  const left = units.slice(made.length * AT_ONCE);
  const send = (from: readonly string[]) =>
    printing.act({ units: from.slice(0, AT_ONCE), phase }, ({ path, slips }) => {
      if (!path || !slips) return;
      setMade((now) => [...now, { path, slips }]);
      const rest = from.slice(AT_ONCE);
      if (rest.length > 0) send(rest);
      else onDone?.();
    });
  return (
    <ActDialog
      act={t(words.print)}
      title={t(words.title)(number(units.length, lang))}
      why={t(words.why)}
      of={printing}
      send={t(words.make)}
      onSend={() => {
        if (left.length > 0) send(left);
      }}
    >
      <Field label={t(words.phase)}>
        {(control) => (
          <select
            {...control}
            value={phase}
            onChange={(event) => {
              setPhase(event.currentTarget.value);
              setMade([]);
            }}
          >
            {phases.map((each) => (
              <option key={each.id} value={each.id}>
                {t(words.phaseOf)(each.number, days(each.startsOn, each.endsOn, lang))}
              </option>
            ))}
          </select>
        )}
      </Field>
      {made.length > 0 && <Made paths={made} />}
    </ActDialog>
  );
}
