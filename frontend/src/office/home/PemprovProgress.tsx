import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { capital } from '../../words/capital.ts';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  PemprovProgress_rows$data,
  PemprovProgress_rows$key,
} from '../__generated__/PemprovProgress_rows.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { packageNameOf } from '../shared/names.ts';
import { PhaseFilter } from '../shared/ProgrammeFilters.tsx';
import { to, withQuery } from '../shell/address.ts';
import css from './Home.module.css';
import type { Phase } from './phases.ts';

const fragment = graphql`
  fragment PemprovProgress_rows on LadderRow @relay(plural: true) {
    package {
      code
    }
    target
    pledged
    committed
    received
    asOf
  }
`;

const words = {
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  progress: ['Capaian', 'Progress'],
  package: ['Paket', 'Package'],
  needed: ['Dibutuhkan', 'Needed'],
} as const satisfies Record<string, Pair<unknown>>;

type PemprovProgressProps = {
  rows: PemprovProgress_rows$key;
  phases: readonly Phase[];
  /** The one that is shown; all of them without. */
  phase: Phase | undefined;
};

/** How far each package has come, in a phase or in all of them. */
export function PemprovProgress({ rows: key, phases, phase }: PemprovProgressProps) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, key);
  const [first] = rows;
  return (
    <Section title={t(words.progress)}>
      <PhaseFilter
        phases={phases}
        phase={phase}
        every
        address={(change) => withQuery(to.home, change)}
      />
      <Progress rows={rows.filter((row) => row.target > 0 || row.pledged > 0)} phase={phase} />
      {first && <p className={css.asOf}>{t(words.asOf)(moment(first.asOf, lang))}</p>}
    </Section>
  );
}

type Rows = PemprovProgress_rows$data;

function Progress({ rows, phase }: { rows: Rows; phase: Phase | undefined }) {
  const t = useText();
  const { count, progress } = useColumns<Rows[number]>();
  const rowsIn = (href: string, row: Rows[number]) =>
    withQuery(href, { paket: row.package.code, tahap: phase && String(phase.number) });
  return (
    <Table
      caption={t(words.progress)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.package.code}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        count(
          'needed',
          t(words.needed),
          (row) => row.target,
          (row) => rowsIn(to.needs, row),
        ),
        count(
          'pledged',
          capital(t(rungWord.pledged)),
          (row) => row.pledged - row.committed,
          () => to.queue,
        ),
        count(
          'committed',
          capital(t(rungWord.committed)),
          (row) => row.committed,
          (row) => rowsIn(to.publicRows, row),
        ),
        progress((row) => ({ ...row, pledged: row.pledged - row.committed })),
      ]}
    />
  );
}
