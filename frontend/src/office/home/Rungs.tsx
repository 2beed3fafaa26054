import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
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
  caption: ['Capaian menurut paket', 'Progress by package'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  none: [
    'Belum ada paket yang dikonfirmasi Pemprov.',
    'No packages have been confirmed by the provincial government yet.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** How far an organisation's packages have come; each number opens the rows behind it. */
export function Rungs({ rows: key, organisation }: { rows: Rungs_rows$key; organisation: string }) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, key).filter((row) => row.pledged > 0);
  type Row = (typeof rows)[number];
  const [first] = rows;
  if (!first) return <p className={css.soft}>{t(words.none)}</p>;
  const behind = (row: Row) =>
    withQuery(to.publicRows, { organisasi: organisation, paket: row.package.code });
  return (
    <>
      <Table
        caption={t(words.caption)}
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
          {
            name: 'pledged',
            head: t(rungWord.pledged),
            figures: true,
            cell: (row) => number(row.pledged - row.committed, lang),
          },
          {
            name: 'committed',
            head: t(rungWord.committed),
            figures: true,
            cell: (row) => <a href={behind(row)}>{number(row.committed, lang)}</a>,
          },
          {
            name: 'dispatched',
            head: t(rungWord.dispatched),
            figures: true,
            cell: (row) => number(row.dispatched, lang),
          },
          {
            name: 'received',
            head: t(rungWord.received),
            figures: true,
            cell: (row) => number(row.received, lang),
          },
          {
            name: 'verified',
            head: t(rungWord.verified),
            figures: true,
            cell: (row) => number(row.verified, lang),
          },
        ]}
      />
      <p className={css.asOf}>{t(words.asOf)(moment(first.asOf, lang))}</p>
    </>
  );
}
