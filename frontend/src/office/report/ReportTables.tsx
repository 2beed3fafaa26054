import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Section } from '../../ui/Shell.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReportTables_giving$key } from '../__generated__/ReportTables_giving.graphql.ts';
import { to, withQuery } from '../address.ts';
import { packageNameOf } from '../parts/names.ts';
import css from './Report.module.css';

const fragment = graphql`
  fragment ReportTables_giving on Giving {
    packages {
      phase {
        id
        number
      }
      package {
        id
        code
      }
      packages
      received
      institutions
      units
      families
    }
    gifts {
      amount
      receivedOn
      aggregator {
        name
      }
    }
    funded {
      package {
        id
        code
      }
      packages
      amount
      units
      families
    }
  }
`;

const words = {
  packages: ['Paket menurut tahap', 'Packages by phase'],
  package: ['Paket', 'Package'],
  phaseHead: ['Tahap', 'Phase'],
  packagesHead: ['Jumlah paket', 'Packages'],
  quantity: ['Komitmen', 'Committed'],
  received: ['Diterima', 'Received'],
  institutions: ['Komitmen untuk panti', 'Committed to institutions'],
  unit: ['Unit', 'Units'],
  family: ['KK rentan', 'Vulnerable families'],
  gifts: ['Dana', 'Money'],
  aggregator: ['Agregator', 'Aggregator'],
  receivedOn: ['Diterima pada', 'Received on'],
  amount: ['Jumlah', 'Amount'],
  funded: ['Paket yang dibiayai dana ini', 'Packages that this money paid for'],
  fundedWhy: [
    'Paket ini dijanjikan agregator dari dana Anda. Jumlahnya tidak pernah ditambahkan pada paket dari janji Anda sendiri.',
    'Aggregators pledged these packages from your money. They are never added to the packages of your own pledges.',
  ],
  spent: ['Dana yang menjadi paket', 'Money turned into packages'],
  openMoney: ['Sampai mana uang itu', 'What became of it'],
} as const satisfies Record<string, Pair>;

type ReportTablesProps = {
  giving: ReportTables_giving$key;
  /** The report with the rows of one phase and package. */
  rowsHref: (of: { tahap: string; paket: string }) => string;
};

/** What was given: packages by phase, the money, and what the money paid for. */
export function ReportTables({ giving: key, rowsHref }: ReportTablesProps) {
  const t = useText();
  const lang = useLang();
  const giving = useFragment(fragment, key);
  const said = (value: number) => number(value, lang);
  return (
    <>
      {giving.packages.length > 0 && (
        <Section title={t(words.packages)}>
          <Table
            caption={t(words.packages)}
            captionUnseen
            rows={giving.packages}
            keyOf={(row) => `${row.phase.id} ${row.package.id}`}
            columns={[
              {
                name: 'phase',
                head: t(words.phaseHead),
                figures: true,
                cell: (row) => row.phase.number,
              },
              {
                name: 'package',
                head: t(words.package),
                names: true,
                cell: (row) => t(packageNameOf(row.package.code)),
              },
              {
                name: 'quantity',
                head: t(words.quantity),
                figures: true,
                cell: (row) => (
                  <a
                    href={rowsHref({
                      tahap: String(row.phase.number),
                      paket: row.package.code,
                    })}
                  >
                    {said(row.packages)}
                  </a>
                ),
              },
              {
                name: 'received',
                head: t(words.received),
                figures: true,
                cell: (row) => said(row.received),
              },
              {
                name: 'institutions',
                head: t(words.institutions),
                figures: true,
                cell: (row) => said(row.institutions),
              },
              {
                name: 'units',
                head: t(words.unit),
                figures: true,
                cell: (row) => said(row.units),
              },
              {
                name: 'families',
                head: t(words.family),
                figures: true,
                cell: (row) => said(row.families),
              },
            ]}
          />
        </Section>
      )}
      {giving.gifts.length > 0 && (
        <Section title={t(words.gifts)}>
          <Table
            caption={t(words.gifts)}
            captionUnseen
            rows={giving.gifts}
            keyOf={(row) => `${row.receivedOn} ${row.aggregator.name} ${row.amount}`}
            columns={[
              {
                name: 'aggregator',
                head: t(words.aggregator),
                names: true,
                cell: (row) => row.aggregator.name,
              },
              {
                name: 'on',
                head: t(words.receivedOn),
                figures: true,
                cell: (row) => day(row.receivedOn, lang),
              },
              {
                name: 'amount',
                head: t(words.amount),
                figures: true,
                cell: (row) => rupiah(row.amount, lang),
              },
            ]}
          />
        </Section>
      )}
      {giving.funded.length > 0 && (
        <Section
          title={t(words.funded)}
          aside={
            <a href={withQuery(to.contributions, { lihat: 'diterima' })}>{t(words.openMoney)}</a>
          }
        >
          <p className={css.soft}>{t(words.fundedWhy)}</p>
          <Table
            caption={t(words.funded)}
            captionUnseen
            rows={giving.funded}
            keyOf={(row) => row.package.id}
            columns={[
              {
                name: 'package',
                head: t(words.package),
                names: true,
                cell: (row) => t(packageNameOf(row.package.code)),
              },
              {
                name: 'packages',
                head: t(words.packagesHead),
                figures: true,
                cell: (row) => said(row.packages),
              },
              {
                name: 'amount',
                head: t(words.spent),
                figures: true,
                cell: (row) => rupiah(row.amount, lang),
              },
              {
                name: 'units',
                head: t(words.unit),
                figures: true,
                cell: (row) => said(row.units),
              },
              {
                name: 'families',
                head: t(words.family),
                figures: true,
                cell: (row) => said(row.families),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
