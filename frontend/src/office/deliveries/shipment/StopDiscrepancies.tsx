import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Table } from '../../../ui/Table.tsx';
import { discrepancyState, spoiledMeals } from '../../../words/deliveries.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  StopDiscrepancies_stop$data,
  StopDiscrepancies_stop$key,
} from '../../__generated__/StopDiscrepancies_stop.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { replacementOf } from '../../shell/address.ts';
import form from '../../shell/forms/Form.module.css';
import { useOffice } from '../../shell/viewer.ts';
import type { Part } from './part.ts';
import { ReopenDiscrepancy } from './ReopenDiscrepancy.tsx';
import { SettleDiscrepancy } from './SettleDiscrepancy.tsx';

const fragment = graphql`
  fragment StopDiscrepancies_stop on Stop {
    loads {
      package {
        code
        every
      }
      discrepancies {
        id
        damaged
        missing
        spoiled
        replaced
        state
        reason
        dueOn
        giver {
          name
        }
      }
    }
  }
`;

const words = {
  title: ['Selisih', 'Discrepancies'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  damaged: ['Rusak', 'Damaged'],
  missing: ['Kurang', 'Missing'],
  state: ['Keadaan', 'State'],
  due: ['Batas', 'Due'],
  replacement: ['Catat penggantinya', 'Record the replacement'],
  replaced: [
    (n: string, all: string) => `${n} dari ${all} pengganti sudah masuk`,
    (n: string, all: string) => `${n} of ${all} replacements came in`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Load = StopDiscrepancies_stop$data['loads'][number];
type Row = Load['discrepancies'][number] & { package: Load['package'] };

/** How a discrepancy stands, and what can be done about it. */
function Settlement({ row, part }: { row: Row; part: Part }) {
  const t = useText();
  const lang = useLang();
  const { today, organisation } = useOffice();
  const state = discrepancyState[row.state];
  const all = row.damaged + row.missing;
  const own = part === 'EXECUTOR';
  const settles = row.state === 'OPEN' && (own || (part === 'PEMPROV' && today > row.dueOn));
  // Ready meals, and what a donor delivers itself, replace others without being stocked.
  const stocked = organisation.kind !== 'DONOR' && row.package.every !== 'DAY';
  const awaited = stocked && row.state === 'REPLACED' && row.replaced < all;
  return (
    <>
      {state && <Chip tone={state.tone}>{t(state.word)}</Chip>} {row.reason}
      {row.spoiled && <div>{t(spoiledMeals)}</div>}
      {row.state === 'REPLACED' && (
        <div>{t(words.replaced)(number(row.replaced, lang), number(all, lang))}</div>
      )}
      <div className={form.buttons}>
        {settles && <SettleDiscrepancy id={row.id} />}
        {own && awaited && <Button href={replacementOf(row.id)}>{t(words.replacement)}</Button>}
        {own && row.state !== 'OPEN' && row.replaced === 0 && <ReopenDiscrepancy id={row.id} />}
      </div>
    </>
  );
}

type StopDiscrepanciesProps = { stop: StopDiscrepancies_stop$key; part: Part };

/** Damaged and missing packages of a stop, and how they are settled. */
export function StopDiscrepancies({ stop, part }: StopDiscrepanciesProps) {
  const t = useText();
  const lang = useLang();
  const discrepancies = useFragment(fragment, stop).loads.flatMap((load) =>
    load.discrepancies
      .filter((each) => each.state !== 'VOID')
      .map((each) => ({ ...each, package: load.package })),
  );
  if (discrepancies.length === 0) return null;
  return (
    <Table
      caption={t(words.title)}
      rows={discrepancies}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
        {
          name: 'damaged',
          head: t(words.damaged),
          figures: true,
          cell: (row) => number(row.damaged, lang),
        },
        {
          name: 'missing',
          head: t(words.missing),
          figures: true,
          cell: (row) => number(row.missing, lang),
        },
        { name: 'due', head: t(words.due), figures: true, cell: (row) => day(row.dueOn, lang) },
        {
          name: 'state',
          head: t(words.state),
          cell: (row) => <Settlement row={row} part={part} />,
        },
      ]}
    />
  );
}
