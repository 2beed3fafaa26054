import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { LadderFigures_rows$key } from '../__generated__/LadderFigures_rows.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to, withQuery } from '../shell/address.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment LadderFigures_rows on LadderRow @relay(plural: true) {
    package {
      code
    }
    pledged
    committed
    dispatched
    received
    receivedByUnit
    verified
    asOf
  }
`;

const words = {
  package: ['Paket', 'Package'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
} as const satisfies Record<string, Pair<unknown>>;

type LadderFiguresProps = {
  title: string;
  /** What stands on the ladder; nothing is shown where no package does. */
  rows: LadderFigures_rows$key;
  organisation: string;
  side: Side;
  /** All of its pledges on this side, and where those that wait for confirmation are listed. */
  all: { href: string; label: string };
  waiting: string;
};

type CellProps = Pick<LadderFiguresProps, 'organisation' | 'side'> & {
  row: {
    readonly package: { readonly code: string };
    readonly committed: number;
    readonly received: number;
    readonly receivedByUnit: number;
  };
};

/** What is committed; it opens the commitments. */
function CommittedCell({ row, organisation, side }: CellProps) {
  const lang = useLang();
  if (row.committed === 0) return <>0</>;
  const rows = withQuery(to.publicRows, {
    paket: row.package.code,
    organisasi: organisation,
    sisi: sides[side],
  });
  return <a href={rows}>{number(row.committed, lang)}</a>;
}

/** What was received, by whose word; it opens the deliveries. */
function ReceivedCell({ row, organisation, side }: CellProps) {
  const lang = useLang();
  if (row.received === 0) return <>0</>;
  const rows = withQuery(to.publicDeliveries, {
    paket: row.package.code,
    organisasi: organisation,
    sisi: sides[side],
  });
  return (
    <>
      <a href={rows}>{number(row.received, lang)}</a>
      <p className={css.asOf}>{receivedBy(row.received, row.receivedByUnit, lang)}</p>
    </>
  );
}

/** How far an organisation's packages have come; the numbers open the rows behind them. */
export function LadderFigures({
  title,
  rows: key,
  organisation,
  side,
  all,
  waiting,
}: LadderFiguresProps) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, key).filter((row) => row.pledged > 0);
  type Row = (typeof rows)[number];
  const [first] = rows;
  if (!first) return null;
  const rung = (name: 'dispatched' | 'verified') => ({
    name,
    head: t(rungWord[name]),
    figures: true,
    cell: (row: Row) => number(row[name], lang),
  });
  return (
    <Section title={title} aside={<a href={all.href}>{all.label}</a>}>
      <Table
        caption={title}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.package.code}
        columns={[
          {
            name: 'package',
            head: t(words.package),
            names: true,
            cell: (row) => (
              <>
                {t(packageNameOf(row.package.code))}
                <div className={css.bar}>
                  <LadderBar
                    show="bar"
                    ladder={{
                      target: row.pledged,
                      pledged: row.pledged - row.committed,
                      committed: row.committed,
                      dispatched: row.dispatched,
                      received: row.received,
                      verified: row.verified,
                    }}
                  />
                </div>
              </>
            ),
          },
          {
            name: 'pledged',
            head: t(rungWord.pledged),
            figures: true,
            cell: (row) => {
              const open = row.pledged - row.committed;
              return open > 0 ? <a href={waiting}>{number(open, lang)}</a> : '0';
            },
          },
          {
            name: 'committed',
            head: t(rungWord.committed),
            figures: true,
            cell: (row) => <CommittedCell row={row} organisation={organisation} side={side} />,
          },
          rung('dispatched'),
          {
            name: 'received',
            head: t(rungWord.received),
            figures: true,
            cell: (row) => <ReceivedCell row={row} organisation={organisation} side={side} />,
          },
          rung('verified'),
        ]}
      />
      <p className={css.asOf}>{t(words.asOf)(moment(first.asOf, lang))}</p>
    </Section>
  );
}
