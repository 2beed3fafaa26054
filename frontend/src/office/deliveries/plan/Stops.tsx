import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { Table } from '../../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import css from '../../shell/forms/Form.module.css';
import { type Draft, move, packagesOf, stopsOf } from './draft.ts';

const words = {
  title: ['Urutan pemberhentian', 'Order of stops'],
  none: ['Pilih dahulu muatannya.', 'Choose the loads first.'],
  stop: ['Pemberhentian', 'Stop'],
  packages: ['Paket', 'Packages'],
  order: ['Urutan', 'Order'],
  up: ['Naik', 'Up'],
  down: ['Turun', 'Down'],
  upOf: [(unit: string) => `Naik: ${unit}`, (unit: string) => `Up: ${unit}`],
  downOf: [(unit: string) => `Turun: ${unit}`, (unit: string) => `Down: ${unit}`],
} as const satisfies Record<string, Pair<unknown>>;

type StopsProps = { draft: Draft; onDraft: (draft: Draft) => void };

/** The stops of the trip; each can be moved. */
export function Stops({ draft, onDraft }: StopsProps) {
  const t = useText();
  const lang = useLang();
  const stops = stopsOf(draft).map((unit, at, all) => ({
    ...unit,
    at,
    last: all.length - 1,
  }));
  return (
    <Section title={t(words.title)}>
      {stops.length === 0 && <p className={css.why}>{t(words.none)}</p>}
      {stops.length > 0 && (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={stops}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'stop',
              head: t(words.stop),
              names: true,
              cell: (row) => `${row.at + 1}. ${row.name}`,
            },
            {
              name: 'packages',
              head: t(words.packages),
              figures: true,
              cell: (row) => number(packagesOf(draft, row.id), lang),
            },
            {
              name: 'order',
              head: t(words.order),
              cell: (row) => (
                <div className={css.buttons}>
                  <Button
                    label={t(words.upOf)(row.name)}
                    off={row.at === 0}
                    onPress={() => onDraft(move(draft, row.id, -1))}
                  >
                    {t(words.up)}
                  </Button>
                  <Button
                    label={t(words.downOf)(row.name)}
                    off={row.at === row.last}
                    onPress={() => onDraft(move(draft, row.id, 1))}
                  >
                    {t(words.down)}
                  </Button>
                </div>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
