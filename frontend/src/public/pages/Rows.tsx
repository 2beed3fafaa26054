import { Fragment } from 'react';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { sides } from '../../words/sides.ts';
import type { RowsNamesQuery } from '../__generated__/RowsNamesQuery.graphql.ts';
import type { RowsQuery } from '../__generated__/RowsQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import type { PageProps } from '../pages.ts';
import { Failed, Missing } from '../parts/Failed.tsx';
import { type Phase, useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf, unitName } from '../units.ts';
import css from './Recap.module.css';

const document: Doc<RowsQuery> = graphql`
  query RowsQuery(
    $area: String
    $within: String!
    $phase: GlobalID
    $package: String
    $organisation: GlobalID
    $side: Side
    $until: Date
    $first: Int!
  ) {
    ladder(
      area: $within
      phase: $phase
      organisation: $organisation
      side: $side
      asOf: $until
    ) {
      package {
        code
      }
      committed
    }
    commitments(
      area: $area
      phase: $phase
      package: $package
      organisation: $organisation
      side: $side
      until: $until
      first: $first
    ) {
      pageInfo {
        hasNextPage
      }
      edges {
        cursor
        node {
          quantity
          committedOn
          releasedOn
          package {
            code
          }
          phase {
            number
          }
          unit {
            code
            name
            kind
            kelurahan {
              name
            }
          }
          giver {
            id
            name
          }
          executor {
            id
            name
          }
        }
      }
    }
  }
`;

const namesDocument: Doc<RowsNamesQuery> = graphql`
  query RowsNamesQuery($area: String!, $organisation: GlobalID!) {
    area(code: $area) {
      name
    }
    organisation(id: $organisation) {
      name
    }
  }
`;

const words = {
  title: ['Rincian komitmen', 'The commitments, row by row'],
  lead: [
    'Setiap baris adalah satu komitmen kepada satu unit. Jumlah baris-baris inilah angka yang tampil di halaman lain.',
    'Each row is one commitment to one unit. Their sum is the figure shown on the other pages.',
  ],
  back: ['Transparansi', 'Transparency'],
  unit: ['Unit', 'Unit'],
  package: ['Paket', 'Package'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  quantity: ['Jumlah', 'Quantity'],
  on: ['Komitmen', 'Committed'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
  until: [(when: string) => `sampai ${when}`, (when: string) => `up to ${when}`],
  take: [(what: string) => `Lepas saringan ${what}`, (what: string) => `Remove the filter ${what}`],
  none: ['Tidak ada komitmen', 'No commitments'],
  noneWhy: ['Lepaskan sebagian saringan.', 'Take away some of the filters.'],
  asGiver: [(name: string) => `${name} sebagai pemberi`, (name: string) => `${name} as the giver`],
  asExecutor: [
    (name: string) => `${name} sebagai pelaksana`,
    (name: string) => `${name} as the executor`,
  ],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  shown: [(rows: string) => `Baris: ${rows}.`, (rows: string) => `Rows: ${rows}.`],
  shownPart: [
    (rows: string) => `${rows} baris terbaru di bawah.`,
    (rows: string) => `The newest ${rows} rows are below.`,
  ],
  more: ['Tampilkan lebih banyak', 'Show more'],
  csv: ['Unduh CSV', 'Download CSV'],
} as const satisfies Record<string, Pair<unknown>>;

type Row = RowsQuery['response']['commitments']['edges'][number];

// The contract asks for both; an id of nothing finds nothing.
const nobody = btoa('Organisation:0');
const province = '31';

export function Page(props: PageProps) {
  const { programme, error, again } = useProgramme();
  const wanted = props.here.query.get('tahap');
  if (!wanted) return <Rows {...props} />;
  if (error) return <Failed error={error} again={again} />;
  if (!programme) return <Loading lines={8} />;
  const phase = programme.phases.find((each) => String(each.number) === wanted);
  return phase ? <Rows {...props} phase={phase} /> : <Missing />;
}

function Rows({ here, phase }: PageProps & { phase?: Phase }) {
  const t = useText();
  const lang = useLang();
  const area = here.query.get('wilayah');
  const code = here.query.get('paket');
  const organisation = here.query.get('organisasi');
  const wantedSide = (['GIVER', 'EXECUTOR'] as const).find(
    (each) => sides[each] === here.query.get('sisi'),
  );
  const side = organisation ? wantedSide : undefined;
  const until = here.query.get('sampai');
  const first = Math.min(Math.max(Number(here.query.get('tampil')) || 50, 50), 1000);
  const reading = useRead(document, {
    area,
    within: area ?? province,
    phase: phase?.id ?? null,
    package: code,
    organisation,
    side: side ?? null,
    until,
    first,
  });
  const names = useRead(namesDocument, {
    area: area ?? '',
    organisation: organisation ?? nobody,
  }).data;

  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.rows, {
      paket: code ?? undefined,
      tahap: phase && String(phase.number),
      wilayah: area ?? undefined,
      organisasi: organisation ?? undefined,
      sisi: side && sides[side],
      sampai: until ?? undefined,
      ...change,
    });
  const named = (name: string) =>
    side ? t(side === 'GIVER' ? words.asGiver : words.asExecutor)(name) : name;
  const filters = [
    code && ([t(packageNameOf(code)), 'paket'] as const),
    phase && ([t(words.phase)(phase.number), 'tahap'] as const),
    area && ([names?.area?.name ?? area, 'wilayah'] as const),
    organisation && ([named(names?.organisation?.name ?? '…'), 'organisasi'] as const),
    until && ([t(words.until)(day(until, lang)), 'sampai'] as const),
  ].filter((each) => typeof each === 'object' && each !== null);

  if (reading.error) return <Failed error={reading.error} again={reading.again} />;
  const rows = reading.data?.commitments.edges ?? [];
  const next = reading.data?.commitments.pageInfo.hasNextPage ?? false;
  // Kinds of packages are never one sum.
  const totals = (reading.data?.ladder ?? []).filter(
    (row) => row.committed > 0 && (!code || row.package.code === code),
  );
  // Headings sort what is here, so they do where that is all there is.
  const whole = (by: (row: Row) => number | string) => (next ? undefined : by);
  return (
    <>
      <PageHead
        back={{ href: to.recap, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          <Button href={address({}).replace(to.rows, `${to.rows}.csv`)}>{t(words.csv)}</Button>
        }
      />
      {filters.length > 0 && (
        <div className={css.filters}>
          {filters.map(([label, name]) => (
            <Button
              key={name}
              href={address(
                name === 'organisasi'
                  ? { organisasi: undefined, sisi: undefined }
                  : { [name]: undefined },
              )}
              label={t(words.take)(label)}
            >
              {label} ×
            </Button>
          ))}
        </div>
      )}
      {!reading.data && <Loading lines={8} />}
      {reading.data && rows.length === 0 && (
        <Empty title={t(words.none)}>{filters.length > 0 && t(words.noneWhy)}</Empty>
      )}
      {rows.length > 0 && (
        <div className={reading.stale ? css.stale : undefined}>
          <p className={css.total}>
            {totals.map((row, at) => (
              <Fragment key={row.package.code}>
                {at > 0 && '; '}
                {(at > 0 ? midSentence : String)(t(packageNameOf(row.package.code)))}
                {': '}
                <strong>{number(row.committed, lang)}</strong>
              </Fragment>
            ))}
            {'. '}
            {t(next ? words.shownPart : words.shown)(number(rows.length, lang))}
          </p>
          <Table
            key={String(next)}
            caption={t(words.title)}
            captionUnseen
            rows={rows}
            keyOf={(row) => row.cursor}
            columns={[
              {
                name: 'unit',
                head: t(words.unit),
                names: true,
                by: whole(({ node }) => unitName(node.unit)),
                cell: ({ node }) => <a href={to.unit(node.unit.code)}>{unitName(node.unit)}</a>,
              },
              // What all rows have in common stands in the filter.
              ...(code
                ? []
                : [
                    {
                      name: 'package',
                      head: t(words.package),
                      by: whole(({ node }) => node.package.code),
                      cell: ({ node }: Row) => t(packageNameOf(node.package.code)),
                    },
                  ]),
              {
                name: 'giver',
                head: t(words.giver),
                by: whole(({ node }) => node.giver.name),
                cell: ({ node }) => <a href={to.organisation(node.giver.id)}>{node.giver.name}</a>,
              },
              {
                name: 'executor',
                head: t(words.executor),
                by: whole(({ node }) => node.executor.name),
                cell: ({ node }) => node.executor.name,
              },
              {
                name: 'quantity',
                head: t(words.quantity),
                figures: true,
                by: whole(({ node }) => node.quantity),
                cell: ({ node }) => number(node.quantity, lang),
              },
              {
                name: 'on',
                head: t(words.on),
                figures: true,
                by: whole(({ node }) => node.committedOn),
                cell: ({ node }) =>
                  node.releasedOn
                    ? t(words.released)(day(node.releasedOn, lang))
                    : day(node.committedOn, lang),
              },
            ]}
          />
          {next && (
            <p>
              <Button href={address({ tampil: String(first + 100) })}>{t(words.more)}</Button>
            </p>
          )}
        </div>
      )}
    </>
  );
}
