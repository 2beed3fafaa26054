import { useState } from 'react';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Field.tsx';
import { Quantity } from '../../../ui/Quantity.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { packageNameOf } from '../../shared/names.ts';
import css from '../../shell/forms/Form.module.css';
import { type Candidate, choose, type Draft, reload } from './draft.ts';
import { useWaiting, Waiting } from './Waiting.tsx';

const words = {
  title: ['Muatan', 'Loads'],
  all: ['Pilih semua', 'Choose all'],
  leave: ['Lepas semua', 'Choose none'],
  none: ['Tidak ada yang menunggu dimuat di sini', 'Nothing waits to be loaded here'],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  room: ['Belum dimuat', 'Not loaded yet'],
  quantity: ['Dimuat', 'To load'],
  quantityOf: [(unit: string) => `Dimuat untuk ${unit}`, (unit: string) => `To load for ${unit}`],
  tooMany: [(n: string) => `Paling banyak ${n}.`, (n: string) => `At most ${n}.`],
} as const satisfies Record<string, Pair<unknown>>;

type LoadsProps = {
  draft: Draft;
  onDraft: (draft: Draft) => void;
};

function LoadQuantity({ row, draft, onDraft }: LoadsProps & { row: Candidate }) {
  const t = useText();
  const lang = useLang();
  const load = draft.loads[row.id];
  if (!load) return <>–</>;
  return (
    <Quantity
      label={t(words.quantityOf)(`${row.unit.name}, ${t(packageNameOf(row.package))}`)}
      labelUnseen
      value={load.quantity}
      error={
        Number(load.quantity) > row.room ? t(words.tooMany)(number(row.room, lang)) : undefined
      }
      onValue={(next) => onDraft(reload(draft, row, next))}
    />
  );
}

function useColumns(props: LoadsProps): Column<Candidate>[] {
  const t = useText();
  const lang = useLang();
  const { draft, onDraft } = props;
  return [
    {
      name: 'unit',
      head: t(words.unit),
      names: true,
      by: (row) => row.unit.name,
      cell: (row) => (
        <Choice
          type="checkbox"
          name="alokasi"
          value={row.id}
          label={row.unit.name}
          checked={row.id in draft.loads}
          onPick={(on) => onDraft(choose(draft, [row], on))}
        />
      ),
    },
    {
      name: 'package',
      head: t(words.package),
      by: (row) => row.package,
      cell: (row) => t(packageNameOf(row.package)),
    },
    { name: 'giver', head: t(words.giver), by: (row) => row.giver, cell: (row) => row.giver },
    {
      name: 'room',
      head: t(words.room),
      figures: true,
      by: (row) => row.room,
      cell: (row) => number(row.room, lang),
    },
    {
      name: 'quantity',
      head: t(words.quantity),
      cell: (row) => <LoadQuantity {...props} row={row} />,
    },
  ];
}

/** Which allocations go on the trip, and how many packages of each: the chosen ones, and a list. */
export function Loads(props: LoadsProps) {
  const t = useText();
  const { draft, onDraft } = props;
  const [before] = useState(draft);
  const waiting = useWaiting();
  const columns = useColumns(props);
  // What is on this shipment already stands in front: the list has only what is on none.
  const own = waiting.narrowed ? [] : Object.values(before.loads).map(({ row }) => row);
  const rows = [...own, ...waiting.rows.filter((row) => !(row.id in before.loads))];
  return (
    <Section title={t(words.title)}>
      <Waiting {...waiting} />
      <div className={css.buttons}>
        <Button onPress={() => onDraft(choose(draft, rows, true))}>{t(words.all)}</Button>
        <Button onPress={() => onDraft(choose(draft, rows, false))}>{t(words.leave)}</Button>
      </div>
      {rows.length === 0 ? (
        <p className={css.why}>{t(words.none)}</p>
      ) : (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={columns}
        />
      )}
    </Section>
  );
}
