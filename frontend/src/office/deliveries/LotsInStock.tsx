import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { LotsInStock_organisation$key } from '../__generated__/LotsInStock_organisation.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment LotsInStock_organisation on TenantOrganisation {
    lotsInStock(first: 200) {
      totalCount
      edges {
        node {
          id
          stock
          quantity
          receivedOn
          expiresOn
          giver {
            name
          }
          funder {
            name
          }
          package {
            code
          }
          pledge {
            id
            number
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Stok', 'Stock'],
  none: ['Gudang kosong', 'The depot is empty'],
  noneWhy: [
    'Barang yang Anda catat masuk tampil di sini sampai berangkat.',
    'Goods that you record stand here until they leave.',
  ],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  pledge: ['Janji', 'Pledge'],
  stock: ['Di gudang', 'In the depot'],
  quantity: ['Masuk', 'Came in'],
  on: ['Hari masuk', 'Came in on'],
  expires: ['Kedaluwarsa', 'Expires'],
} as const satisfies Record<string, Pair>;

/** What is in the depot, the earliest expiry first. */
export function LotsInStock({ organisation }: { organisation: LotsInStock_organisation$key }) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, organisation).lotsInStock.edges.map((edge) => edge.node);
  return (
    <Section title={t(words.title)}>
      {rows.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'package',
              head: t(words.package),
              names: true,
              cell: (row) => t(packageNameOf(row.package.code)),
            },
            {
              name: 'giver',
              head: t(words.giver),
              cell: (row) => row.funder?.name ?? row.giver.name,
            },
            {
              name: 'pledge',
              head: t(words.pledge),
              cell: (row) =>
                row.pledge ? <a href={to.pledge(row.pledge.id)}>{row.pledge.number}</a> : '–',
            },
            {
              name: 'stock',
              head: t(words.stock),
              figures: true,
              cell: (row) => number(row.stock, lang),
            },
            {
              name: 'quantity',
              head: t(words.quantity),
              figures: true,
              cell: (row) => number(row.quantity, lang),
            },
            {
              name: 'on',
              head: t(words.on),
              figures: true,
              cell: (row) => day(row.receivedOn, lang),
            },
            {
              name: 'expires',
              head: t(words.expires),
              figures: true,
              cell: (row) => (row.expiresOn ? day(row.expiresOn, lang) : '–'),
            },
          ]}
        />
      )}
    </Section>
  );
}
