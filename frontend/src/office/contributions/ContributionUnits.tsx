import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ContributionUnits_contribution$key } from '../__generated__/ContributionUnits_contribution.graphql.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import css from './Contribution.module.css';

const fragment = graphql`
  fragment ContributionUnits_contribution on Contribution {
    fundings {
      id
      releasedOn
      pledge {
        id
      }
      commitments(first: 200) {
        edges {
          node {
            quantity
            committedOn
            releasedOn
            package {
              code
            }
            unit {
              code
              name
              kind
              kelurahan {
                name
              }
            }
          }
        }
      }
    }
  }
`;

const words = {
  where: ['Untuk siapa', 'For whom'],
  whereWhy: [
    'Unit tujuan dari janji bantuan yang dibiayai, sejauh sudah menjadi komitmen.',
    'The units of the pledges it pays for, as far as they are committed.',
  ],
  units: [(n: number) => `${n} unit`, (n: number) => (n === 1 ? '1 unit' : `${n} units`)],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  packages: ['Jumlah paket', 'Packages'],
  committed: ['Komitmen', 'Committed'],
} as const satisfies Record<string, Pair<unknown>>;

type ContributionUnitsProps = { contribution: ContributionUnits_contribution$key };

/** The units behind the money, each once for a package and a day. */
export function ContributionUnits({ contribution }: ContributionUnitsProps) {
  const t = useText();
  const lang = useLang();
  const { fundings } = useFragment(fragment, contribution);
  const pledges = new Map(
    fundings
      .filter((funding) => !funding.releasedOn)
      .map((funding) => [funding.pledge?.id ?? funding.id, funding.commitments.edges]),
  );
  const rows = [...pledges.entries()].flatMap(([pledge, edges]) =>
    edges
      .filter(({ node }) => !node.releasedOn)
      .map(({ node }) => ({ ...node, key: `${pledge} ${node.unit.code} ${node.package.code}` })),
  );
  if (rows.length === 0) return null;
  const units = new Set(rows.map((row) => row.unit.code)).size;
  return (
    <Section title={t(words.where)} aside={t(words.units)(units)}>
      <p className={css.why}>{t(words.whereWhy)}</p>
      <Table
        caption={t(words.where)}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.key}
        columns={[
          {
            name: 'unit',
            head: t(words.unit),
            names: true,
            by: (row) => unitName(row.unit),
            cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
          },
          {
            name: 'package',
            head: t(words.package),
            by: (row) => row.package.code,
            cell: (row) => t(packageNameOf(row.package.code)),
          },
          {
            name: 'packages',
            head: t(words.packages),
            figures: true,
            by: (row) => row.quantity,
            cell: (row) => number(row.quantity, lang),
          },
          {
            name: 'committed',
            head: t(words.committed),
            figures: true,
            by: (row) => row.committedOn,
            cell: (row) => day(row.committedOn, lang),
          },
        ]}
      />
    </Section>
  );
}
