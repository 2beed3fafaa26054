import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Section } from '../../ui/Shell.tsx';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { Rungs_rows$key } from '../__generated__/Rungs_rows.graphql.ts';
import { to, withQuery } from '../address.ts';
import { packageNameOf } from '../parts/names.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment Rungs_rows on LadderRow @relay(plural: true) {
    package {
      code
    }
    pledged
    committed
    dispatched
    received
    verified
    asOf
  }
`;

const words = {
  package: ['Paket', 'Package'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
} as const satisfies Record<string, Pair<unknown>>;

type RungsProps = {
  title: string;
  /** What stands on the ladder; nothing is shown where no package does. */
  rows: Rungs_rows$key;
  organisation: string;
  side: Side;
  /** All of its pledges on this side, and where those that wait for confirmation are listed. */
  all: { href: string; label: string };
  waiting: string;
};

/** How far an organisation's packages have come; the numbers open the rows behind them. */
export function Rungs({ title, rows: key, organisation, side, all, waiting }: RungsProps) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, key).filter((row) => row.pledged > 0);
  type Row = (typeof rows)[number];
  const [first] = rows;
  if (!first) return null;
  const rung = (name: 'dispatched' | 'received' | 'verified') => ({
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
            cell: (row) =>
              row.committed > 0 ? (
                <a
                  href={withQuery(to.publicRows, {
                    paket: row.package.code,
                    organisasi: organisation,
                    sisi: sides[side],
                  })}
                >
                  {number(row.committed, lang)}
                </a>
              ) : (
                '0'
              ),
          },
          rung('dispatched'),
          rung('received'),
          rung('verified'),
        ]}
      />
      <p className={css.asOf}>{t(words.asOf)(moment(first.asOf, lang))}</p>
    </Section>
  );
}
