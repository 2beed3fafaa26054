import { moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { SealsPageQuery } from '../__generated__/SealsPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { samples, seals } from './address.ts';
import css from './Sample.module.css';

const document: Doc<SealsPageQuery> = graphql`
  query SealsPageQuery($first: Int!) {
    seals(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        number
        hash
        sealedAt
      }
    }
  }
`;

const words = {
  title: ['Segel audit', 'Seals of the audit'],
  lead: [
    'Setiap beberapa detik, semua catatan baru dikunci bersama catatan sebelumnya dalam satu sidik jari. Yang sudah dikunci tidak dapat diubah tanpa ketahuan. Sampel verifikasi diundi dengan segel ini.',
    'Every few seconds, all new records are locked together with the ones before in one hash. What is locked can’t be changed unnoticed. The verification sample is drawn by these seals.',
  ],
  back: ['Sampel verifikasi', 'The verification sample'],
  none: ['Belum ada segel', 'No seal yet'],
  number: ['Nomor', 'Number'],
  hash: ['Sidik jari (SHA-256)', 'Hash (SHA-256)'],
  made: ['Dibuat', 'Made'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

export function Page({ here }: PageProps) {
  const t = useText();
  const lang = useLang();
  const first = Math.min(Math.max(Number(here.query.get('tampil')) || 50, 50), 1000);
  const { data, error, again } = useRead(document, { first });
  return (
    <>
      <PageHead
        back={{ href: samples, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
      />
      {error && <Failed error={error} again={again} />}
      {!data && !error && <Loading />}
      {data?.seals.nodes.length === 0 && <Empty title={t(words.none)} />}
      {data && data.seals.nodes.length > 0 && (
        <Table
          caption={t(words.title)}
          captionUnseen
          rows={data.seals.nodes}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'number',
              head: t(words.number),
              figures: true,
              names: true,
              cell: (row) => number(row.number, lang),
            },
            {
              name: 'hash',
              head: t(words.hash),
              cell: (row) => <code className={css.hash}>{row.hash}</code>,
            },
            { name: 'made', head: t(words.made), cell: (row) => moment(row.sealedAt, lang) },
          ]}
        />
      )}
      {data?.seals.pageInfo.hasNextPage && (
        <Button href={withQuery(seals, { tampil: String(first + 50) })}>{t(words.more)}</Button>
      )}
    </>
  );
}
