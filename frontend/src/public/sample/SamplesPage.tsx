import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { SamplesPageQuery } from '../__generated__/SamplesPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed, Missing } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { sampleOf, samples, seals } from './address.ts';
import { SampleOfDay } from './SampleOfDay.tsx';

const document: Doc<SamplesPageQuery> = graphql`
  query SamplesPageQuery($first: Int!) {
    samples(first: $first) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        day
        drawnAt
        sealNumber
        entries(first: 1) {
          totalCount
        }
        drawn: entries(drawn: true, first: 1) {
          totalCount
        }
      }
    }
  }
`;

const words = {
  title: ['Sampel verifikasi', 'The verification sample'],
  lead: [
    'Sebagian serah terima diundi, lalu dihitung ulang oleh verifikator yang bukan pemberi, pelaksana, atau unit itu sendiri. Siapa pun dapat mengulang undiannya.',
    'Some deliveries are drawn by lot and counted again by a verifier who is not the giver, the executor or the unit. Anybody can draw them again.',
  ],
  back: ['Transparansi', 'Transparency'],
  how: ['Cara undiannya', 'How they are drawn'],
  list: [
    'Sesudah satu hari berakhir, semua serah terima yang pertama kali dilaporkan pada hari itu didaftar, masing-masing dengan peluangnya. Peluang terkecil 3%. Lima serah terima pertama setiap pelaksana selalu terpilih.',
    'After a day has ended, every delivery that was first reported on it is listed with its chance. The smallest chance is 3%. The first five deliveries of each executor are always drawn.',
  ],
  seal: [
    'Daftar itu dicatat lebih dahulu. Baru segel audit berikutnya mengundi, sehingga tidak ada yang tahu sebelumnya.',
    'The list is recorded first. Only the next seal of the audit draws, so nobody knows beforehand.',
  ],
  seals: ['Lihat semua segel', 'See all seals'],
  days: ['Hari yang sudah didaftar', 'Days that are listed'],
  day: ['Hari', 'Day'],
  listed: ['Serah terima', 'Deliveries'],
  drawn: ['Terpilih', 'Drawn'],
  waits: ['menunggu segel', 'waits for its seal'],
  sealNumber: ['Segel', 'Seal'],
  none: ['Belum ada hari yang didaftar', 'No day is listed yet'],
  noneWhy: [
    'Daftar pertama dibuat sehari sesudah serah terima pertama dilaporkan.',
    'The first list is made on the day after the first delivery was reported.',
  ],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function Page({ here, parts: [wanted] }: PageProps) {
  if (wanted === undefined) return <Samples here={here} />;
  return DAY.test(wanted) ? <SampleOfDay here={here} wanted={wanted} /> : <Missing />;
}

function Samples({ here }: { here: PageProps['here'] }) {
  const t = useText();
  const first = Math.min(Math.max(Number(here.query.get('tampil')) || 50, 50), 1000);
  const { data, error, again } = useRead(document, { first });
  return (
    <>
      <PageHead
        back={{ href: to.transparency, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
      />
      <Section title={t(words.how)}>
        <p>{t(words.list)}</p>
        <p>
          {t(words.seal)} <a href={seals}>{t(words.seals)}</a>
        </p>
      </Section>
      <Section title={t(words.days)}>
        {error && <Failed error={error} again={again} />}
        {!data && !error && <Loading />}
        {data && <Days rows={data.samples.nodes} />}
      </Section>
      {data?.samples.pageInfo.hasNextPage && (
        <Button href={withQuery(samples, { tampil: String(first + 50) })}>{t(words.more)}</Button>
      )}
    </>
  );
}

type Row = SamplesPageQuery['response']['samples']['nodes'][number];

function Days({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const lang = useLang();
  if (rows.length === 0) return <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>;
  return (
    <Table
      caption={t(words.days)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'day',
          head: t(words.day),
          names: true,
          cell: (row) => <a href={sampleOf(row.day)}>{day(row.day, lang)}</a>,
        },
        {
          name: 'listed',
          head: t(words.listed),
          figures: true,
          cell: (row) => number(row.entries.totalCount, lang),
        },
        {
          name: 'drawn',
          head: t(words.drawn),
          figures: true,
          cell: (row) => (row.drawnAt ? number(row.drawn.totalCount, lang) : t(words.waits)),
        },
        {
          name: 'seal',
          head: t(words.sealNumber),
          figures: true,
          cell: (row) => number(row.sealNumber, lang),
        },
      ]}
    />
  );
}
