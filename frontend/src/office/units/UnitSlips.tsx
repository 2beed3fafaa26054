import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitSlips_unit$key } from '../__generated__/UnitSlips_unit.graphql.ts';
import { PrintSlips, useMayPrint } from '../deliveries/PrintSlips.tsx';

const fragment = graphql`
  fragment UnitSlips_unit on Unit {
    id
    slips {
      id
      printedOn
      voidOn
      phase {
        number
      }
    }
  }
`;

const words = {
  title: ['Slip terima', 'Slips'],
  none: ['Belum ada slip untuk unit ini.', 'No slip for this unit yet.'],
  phase: ['Tahap', 'Phase'],
  printed: ['Dicetak', 'Printed'],
  state: ['Keadaan', 'State'],
  valid: ['berlaku', 'valid'],
  void: [
    (when: string) => `kode sisa tidak berlaku sejak ${when}`,
    (when: string) => `unused codes void since ${when}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type UnitSlipsProps = {
  unit: UnitSlips_unit$key;
  /** A slip was made. */
  onPrint: () => void;
};

/** The slips of a unit, for who may print them. */
export function UnitSlips({ unit, onPrint }: UnitSlipsProps) {
  const t = useText();
  const lang = useLang();
  const { id, slips } = useFragment(fragment, unit);
  const prints = useMayPrint();
  if (!prints || !slips) return null;
  return (
    <Section title={t(words.title)} aside={<PrintSlips units={[id]} onDone={onPrint} />}>
      {slips.length === 0 ? (
        <p>{t(words.none)}</p>
      ) : (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={slips}
          keyOf={(row) => row.id}
          columns={[
            { name: 'phase', head: t(words.phase), names: true, cell: (row) => row.phase.number },
            {
              name: 'printed',
              head: t(words.printed),
              figures: true,
              cell: (row) => day(row.printedOn, lang),
            },
            {
              name: 'state',
              head: t(words.state),
              cell: (row) =>
                row.voidOn ? (
                  t(words.void)(day(row.voidOn, lang))
                ) : (
                  <Chip tone="good">{t(words.valid)}</Chip>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
