import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type {
  ReportTables_giving$data,
  ReportTables_giving$key,
} from '../__generated__/ReportTables_giving.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to, withQuery } from '../shell/address.ts';
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
      receivedByUnit
      institutions
      units
      families
    }
    gifts {
      id
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

type Giving = ReportTables_giving$data;
type RowsHref = (of: { tahap: string; paket: string }) => string;

function GivenPackages({ rows, rowsHref }: { rows: Giving['packages']; rowsHref: RowsHref }) {
  const t = useText();
  const lang = useLang();
  const format = (value: number) => number(value, lang);
  return (
    <Section title={t(words.packages)}>
      <Table
        caption={t(words.packages)}
        captionUnseen
        rows={rows}
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
                {format(row.packages)}
              </a>
            ),
          },
          {
            name: 'received',
            head: t(words.received),
            figures: true,
            cell: (row) => (
              <>
                {format(row.received)}
                {row.received > 0 && (
                  <p className={css.beside}>{receivedBy(row.received, row.receivedByUnit, lang)}</p>
                )}
              </>
            ),
          },
          {
            name: 'institutions',
            head: t(words.institutions),
            figures: true,
            cell: (row) => format(row.institutions),
          },
          {
            name: 'units',
            head: t(words.unit),
            figures: true,
            cell: (row) => format(row.units),
          },
          {
            name: 'families',
            head: t(words.family),
            figures: true,
            cell: (row) => format(row.families),
          },
        ]}
      />
    </Section>
  );
}

function GivenMoney({ rows }: { rows: Giving['gifts'] }) {
  const t = useText();
  const lang = useLang();
  return (
    <Section title={t(words.gifts)}>
      <Table
        caption={t(words.gifts)}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.id}
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
  );
}

function FundedPackages({ rows }: { rows: Giving['funded'] }) {
  const t = useText();
  const lang = useLang();
  const format = (value: number) => number(value, lang);
  return (
    <Section
      title={t(words.funded)}
      aside={<a href={withQuery(to.contributions, { lihat: 'diterima' })}>{t(words.openMoney)}</a>}
    >
      <p className={css.soft}>{t(words.fundedWhy)}</p>
      <Table
        caption={t(words.funded)}
        captionUnseen
        rows={rows}
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
            cell: (row) => format(row.packages),
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
            cell: (row) => format(row.units),
          },
          {
            name: 'families',
            head: t(words.family),
            figures: true,
            cell: (row) => format(row.families),
          },
        ]}
      />
    </Section>
  );
}

type ReportTablesProps = {
  giving: ReportTables_giving$key;
  /** The report with the rows of one phase and package. */
  rowsHref: RowsHref;
};

/** What was given: packages by phase, the money, and what the money paid for. */
export function ReportTables({ giving: key, rowsHref }: ReportTablesProps) {
  const { packages, gifts, funded } = useFragment(fragment, key);
  return (
    <>
      {packages.length > 0 && <GivenPackages rows={packages} rowsHref={rowsHref} />}
      {gifts.length > 0 && <GivenMoney rows={gifts} />}
      {funded.length > 0 && <FundedPackages rows={funded} />}
    </>
  );
}
