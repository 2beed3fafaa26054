import { day, moment } from '../../format/dates.ts';
import { chance, number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { SampleOfDayQuery } from '../__generated__/SampleOfDayQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed, Missing } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { sampleOf, samples } from './address.ts';
import css from './Sample.module.css';

const document: Doc<SampleOfDayQuery> = graphql`
  query SampleOfDayQuery($day: Date!, $first: Int!) {
    sample(day: $day) {
      day
      quota
      listHash
      listedAt
      drawnAt
      sealNumber
      seal {
        hash
        sealedAt
      }
      entries(first: $first) {
        pageInfo {
          hasNextPage
        }
        nodes {
          id
          stop
          weight
          chance
          drawn
          executor {
            id
            name
          }
          unit {
            code
            name
            kind
            kelurahan {
              name
            }
          }
          deliveries {
            id
            verifiedOn
            state
          }
        }
      }
    }
  }
`;

const words = {
  title: [(when: string) => `Sampel ${when}`, (when: string) => `The sample of ${when}`],
  back: ['Sampel verifikasi', 'The verification sample'],
  proof: ['Undi ulang sendiri', 'Draw it again yourself'],
  hash: ['Sidik jari daftar (SHA-256)', 'Hash of the list (SHA-256)'],
  hashHow: [
    'SHA-256 dari baris-baris “nomor;peluang”, urut nomor, tiap baris diakhiri ganti baris.',
    'SHA-256 of the lines “number;chance”, by number, each ended by a line feed.',
  ],
  seal: [(n: string) => `Segel nomor ${n}`, (n: string) => `Seal number ${n}`],
  sealWaits: [
    'Segel ini belum ada. Ia dibuat beberapa detik sesudah daftar dicatat.',
    'This seal has not come yet. It is made seconds after the list was recorded.',
  ],
  rule: [
    'Sebuah serah terima terpilih bila delapan digit heksadesimal pertama dari SHA-256 “segel:nomor”, dibaca sebagai bilangan, lebih kecil daripada peluang × 4.294.967.296 ÷ 1.000.000.',
    'A delivery is drawn if the first eight hexadecimal digits of the SHA-256 of “seal:number”, read as a number, are below chance × 4,294,967,296 ÷ 1,000,000.',
  ],
  listed: [(when: string) => `Didaftar ${when}`, (when: string) => `Listed ${when}`],
  rows: ['Serah terima hari itu', 'Deliveries of that day'],
  number: ['Nomor', 'Number'],
  unit: ['Unit', 'Unit'],
  executor: ['Pelaksana', 'Executor'],
  weight: ['Bobot', 'Weight'],
  chance: ['Peluang', 'Chance'],
  result: ['Hasil', 'Result'],
  always: ['selalu', 'always'],
  waits: ['menunggu segel', 'waits for the seal'],
  not: ['tidak terpilih', 'not drawn'],
  drawn: ['terpilih', 'drawn'],
  verified: ['terpilih, terverifikasi', 'drawn, verified'],
  disputed: ['terpilih, angkanya berbeda', 'drawn, numbers differ'],
  download: ['Unduh daftar (CSV)', 'Download the list (CSV)'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair<unknown>>;

type Sample = NonNullable<SampleOfDayQuery['response']['sample']>;
type Row = Sample['entries']['nodes'][number];

/** The list of one day. */
export function SampleOfDay({ here, wanted }: { here: PageProps['here']; wanted: string }) {
  const t = useText();
  const lang = useLang();
  const first = Math.min(Math.max(Number(here.query.get('tampil')) || 100, 100), 1000);
  const { data, error, again } = useRead(document, { day: wanted, first });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  if (!data.sample) return <Missing />;
  const { sample } = data;
  return (
    <>
      <PageHead
        back={{ href: samples, label: t(words.back) }}
        title={t(words.title)(day(sample.day, lang))}
        lead={t(words.listed)(moment(sample.listedAt, lang))}
        action={<Button href={`${sampleOf(sample.day)}.csv`}>{t(words.download)}</Button>}
      />
      <Proof sample={sample} />
      <Section title={t(words.rows)}>
        <Entries rows={sample.entries.nodes} />
        {sample.entries.pageInfo.hasNextPage && (
          <Button href={withQuery(sampleOf(sample.day), { tampil: String(first + 100) })}>
            {t(words.more)}
          </Button>
        )}
      </Section>
    </>
  );
}

function Proof({ sample }: { sample: Sample }) {
  const t = useText();
  const lang = useLang();
  return (
    <Section title={t(words.proof)}>
      <dl className={css.proof}>
        <dt>{t(words.hash)}</dt>
        <dd>
          <code>{sample.listHash}</code>
          <p>{t(words.hashHow)}</p>
        </dd>
        <dt>{t(words.seal)(number(sample.sealNumber, lang))}</dt>
        <dd>{sample.seal ? <code>{sample.seal.hash}</code> : t(words.sealWaits)}</dd>
      </dl>
      <p>{t(words.rule)}</p>
    </Section>
  );
}

/** What came of a delivery of the list. */
function result(row: Row): Pair {
  if (row.drawn === null) return words.waits;
  if (!row.drawn) return words.not;
  if (row.deliveries.some((each) => each.verifiedOn)) return words.verified;
  return row.deliveries.some((each) => each.state === 'DISPUTED') ? words.disputed : words.drawn;
}

function Entries({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.rows)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        { name: 'number', head: t(words.number), cell: (row) => row.stop, by: (row) => row.stop },
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        {
          name: 'executor',
          head: t(words.executor),
          cell: (row) => <a href={to.organisation(row.executor.id)}>{row.executor.name}</a>,
          by: (row) => row.executor.name,
        },
        {
          name: 'weight',
          head: t(words.weight),
          figures: true,
          cell: (row) => number(row.weight, lang),
          by: (row) => row.weight,
        },
        {
          name: 'chance',
          head: t(words.chance),
          figures: true,
          cell: (row) => (row.chance === 1_000_000 ? t(words.always) : chance(row.chance, lang)),
          by: (row) => row.chance,
        },
        { name: 'result', head: t(words.result), cell: (row) => t(result(row)) },
      ]}
    />
  );
}
