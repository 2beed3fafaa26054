import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { closingState } from '../../words/pledges.ts';
import type { DonorShortfalls_closings$key } from '../__generated__/DonorShortfalls_closings.graphql.ts';
import type { DonorShortfalls_pledges$key } from '../__generated__/DonorShortfalls_pledges.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const pledgesFragment = graphql`
  fragment DonorShortfalls_pledges on Pledge @relay(plural: true) {
    id
    number
    executor {
      name
    }
    lines {
      id
      came
      quantity
      short
      package {
        code
      }
    }
  }
`;

const closingsFragment = graphql`
  fragment DonorShortfalls_closings on Closing @relay(plural: true) {
    id
    state
    came
    promised
    package {
      code
    }
    pledge {
      id
      number
      executor {
        name
      }
    }
  }
`;

const words = {
  title: ['Yang datang kurang dari janji', 'Less came than was promised'],
  pledge: ['Janji bantuan', 'Pledge'],
  executor: ['Pelaksana', 'Executor'],
  package: ['Paket', 'Package'],
  came: ['Datang', 'Came'],
  of: [
    (came: string, all: string) => `${came} dari ${all}`,
    (came: string, all: string) => `${came} of ${all}`,
  ],
  state: ['Keadaan', 'State'],
  waits: ['belum ditutup', 'not closed yet'],
} as const satisfies Record<string, Pair<unknown>>;

type DonorShortfallsProps = {
  pledges: DonorShortfalls_pledges$key;
  closings: DonorShortfalls_closings$key;
};

/** What executors still wait for after 7 days, and what they closed with fewer packages. */
export function DonorShortfalls(props: DonorShortfallsProps) {
  const t = useText();
  const lang = useLang();
  const pledges = useFragment(pledgesFragment, props.pledges);
  const closings = useFragment(closingsFragment, props.closings);
  const rows = [
    ...pledges.flatMap((pledge) =>
      pledge.lines
        .filter((line) => line.short)
        .map((line) => ({ ...line, pledge, promised: line.quantity, state: '' })),
    ),
    ...closings,
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={t(words.title)}>
      <Table
        caption={t(words.title)}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          {
            name: 'pledge',
            head: t(words.pledge),
            names: true,
            cell: (row) => <a href={to.closing(row.pledge.id)}>{row.pledge.number}</a>,
          },
          { name: 'executor', head: t(words.executor), cell: (row) => row.pledge.executor.name },
          {
            name: 'package',
            head: t(words.package),
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          {
            name: 'came',
            head: t(words.came),
            figures: true,
            cell: (row) => t(words.of)(number(row.came, lang), number(row.promised, lang)),
          },
          {
            name: 'state',
            head: t(words.state),
            cell: (row) => {
              const state = closingState[row.state];
              return state ? (
                <Chip tone={state.tone}>{t(state.word)}</Chip>
              ) : (
                <Chip tone="waiting">{t(words.waits)}</Chip>
              );
            },
          },
        ]}
      />
    </Section>
  );
}
