import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitData_unit$key } from '../__generated__/UnitData_unit.graphql.ts';
import { countOf } from './counts.ts';

const fragment = graphql`
  fragment UnitData_unit on Unit {
    snapshots {
      id
      families
      people
      belowThreshold
      source
      day
      isExample
    }
  }
`;

const words = {
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa', 'People'],
  example: ['data contoh', 'example data'],
  data: ['Data kerentanan', 'Vulnerability data'],
  source: ['Sumber', 'Source'],
  per: ['Per', 'As of'],
} as const satisfies Record<string, Pair>;

type UnitDataProps = { unit: UnitData_unit$key };

/** The vulnerability data of the unit, each with its day and source. */
export function UnitData({ unit }: UnitDataProps) {
  const t = useText();
  const lang = useLang();
  const { snapshots } = useFragment(fragment, unit);
  const format = (value: number) => number(value, lang);
  return (
    <Section title={t(words.data)}>
      <Table
        caption={t(words.data)}
        captionUnseen
        rows={snapshots}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'day',
            head: t(words.per),
            names: true,
            cell: (row) => day(row.day, lang),
          },
          {
            name: 'families',
            head: t(words.families),
            figures: true,
            cell: (row) => countOf(row.families, row.belowThreshold, format),
          },
          {
            name: 'people',
            head: t(words.people),
            figures: true,
            cell: (row) => countOf(row.people, row.belowThreshold && row.people === null, format),
          },
          {
            name: 'source',
            head: t(words.source),
            cell: (row) => (
              <>
                {row.source} {row.isExample && <Chip tone="waiting">{t(words.example)}</Chip>}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
