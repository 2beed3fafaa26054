import { number } from '../../format/numbers.ts';
import { LadderFull } from '../../ui/LadderFull.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { rungs, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { HowPageQuery } from '../__generated__/HowPageQuery.graphql.ts';
import { meaning } from '../shared/Definitions.tsx';
import { deliveryRows } from '../shared/deliveryRows.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './How.module.css';

const document: Doc<HowPageQuery> = graphql`
  query HowPageQuery {
    programmes {
      holdHours
      newcomerLimit
    }
  }
`;

const words = {
  title: ['Cara kerja', 'How it works'],
  lead: [
    'Pemprov mengumumkan apa yang dibutuhkan setiap RW dan panti. Donatur mengisi kekurangannya. Semua orang melihat angka yang sama.',
    'The provincial government publishes what each RW and home needs. Donors fill what is missing. Everybody sees the same figures.',
  ],
  roles: ['Tiga peran', 'Three parts to play'],
  ladder: ['Dari janji sampai diterima', 'From a promise to a receipt'],
  ladderWhy: [
    'Paket dihitung menurut seberapa jauh jalannya. Di setiap halaman batangnya sama: yang baru dijanjikan diarsir, yang sudah pasti berwarna penuh.',
    'Packages are counted by how far they got. The bar is the same on every page: what is only promised is hatched, what is certain is filled.',
  ],
  example: ['Contoh: 400 paket untuk satu RW', 'An example: 400 packages for one RW'],
  capacity: ['Tidak dijanjikan dua kali', 'Never promised twice'],
  capacityIs: [
    'Kebutuhan adalah batas. RW yang perlu 400 paket tidak dapat dijanjikan 401. Kalau tinggal 20 dan dua donatur mengirim bersamaan, satu mendapatkannya; yang lain langsung diberi tahu sisanya.',
    'A need is a limit. An RW that needs 400 packages can’t be promised 401. When 20 are left and two donors send at the same moment, one gets them; the other learns at once what remains.',
  ],
  holds: [
    (hours: string, most: string) =>
      `Janji menahan tempatnya. Janji lewat agregator yang tidak dijawab dalam ${hours} jam gugur, dan tempatnya terbuka lagi. Donatur baru dapat menahan paling banyak ${most} paket per tahap, sampai ada janjinya yang menjadi komitmen.`,
    (hours: string, most: string) =>
      `A promise holds its places. Through an aggregator it lapses if it is not answered within ${hours} hours, and its places open again. A new donor can hold ${most} packages in a phase at most, until something of it was committed.`,
  ],
  figures: ['Yang dihitung setiap angka', 'What each figure counts'],
  open: ['Data terbuka', 'Open data'],
  openIs: [
    'Setiap angka dapat dibuka sampai barisnya, dan baris-baris itu dapat diunduh. Nama orang tidak pernah ada di dalamnya.',
    'Every figure opens down to its rows, and the rows can be downloaded. There is never a person’s name in them.',
  ],
  rows: ['Semua komitmen, baris demi baris', 'All commitments, row by row'],
  csv: ['Baris yang sama sebagai CSV', 'The same rows as CSV'],
  deliveries: ['Semua kiriman, baris demi baris', 'All deliveries, row by row'],
  deliveriesCsv: ['Kiriman sebagai CSV dengan tanda HXL', 'Deliveries as CSV with HXL tags'],
  schema: ['Skema GraphQL untuk program komputer', 'The GraphQL schema, for programs'],
} as const satisfies Record<string, Pair<unknown>>;

/** `by` is the mutation, query or page by which a step is done; a test looks whether it exists. */
type Role = { name: Pair; steps: readonly { by: string; is: Pair }[]; act: Pair; href: string };

const roles: readonly Role[] = [
  {
    name: ['Donatur', 'Donor'],
    steps: [
      {
        by: 'applyAsOrganisation',
        is: [
          'Daftarkan organisasi. Perusahaan, asosiasi, dan komunitas dapat ikut; Pemprov memverifikasinya.',
          'Register the organisation: a company, association or community. The provincial government verifies it.',
        ],
      },
      {
        by: 'submitPledge',
        is: [
          'Pilih paket dan unitnya. Antar sendiri, atau serahkan ke agregator.',
          'Choose packages and units. Deliver them yourselves, or hand them to an aggregator.',
        ],
      },
      {
        by: 'pledgeByCode',
        is: [
          'Ikuti janji Anda sampai diterima. Kode lacaknya boleh dibagikan kepada siapa saja.',
          'Follow your pledge until it is received. You may share its tracking code with anybody.',
        ],
      },
    ],
    act: ['Beri bantuan', 'Give help'],
    href: to.giving,
  },
  {
    name: ['Agregator', 'Aggregator'],
    steps: [
      {
        by: 'submitAgreement',
        is: [
          'Tandatangani perjanjian kerja sama (PKS) dengan Pemprov; untuk uang perlu izin PUB juga.',
          'Sign an agreement (PKS) with the provincial government; for money a collection permit too.',
        ],
      },
      {
        by: 'allocatePledge',
        is: [
          'Terima janji dan uang dari donatur, lalu bagikan ke unit yang paling kekurangan.',
          'Accept promises and money from donors, and direct them to the units that lack most.',
        ],
      },
      {
        by: 'reportHandover',
        is: [
          'Antar, dan catat serah terimanya. Donatur melihat sampai di mana paketnya.',
          'Deliver, and record the handover. Donors see how far their packages got.',
        ],
      },
    ],
    act: ['Lihat agregator yang ikut', 'See the aggregators'],
    href: to.organisations,
  },
  {
    name: ['RW, panti, dan pesantren', 'RWs, homes and pesantren'],
    steps: [
      {
        by: '/unit/{code}/usulan',
        is: [
          'Pemprov mencatat jumlah keluarga rentan Anda. Salah? Usulkan yang benar.',
          'Your vulnerable families are on record with the provincial government. Wrong? Propose better figures.',
        ],
      },
      {
        by: 'unit',
        is: [
          'Lihat apa yang dijanjikan untuk Anda, dari siapa, dan untuk tahap mana.',
          'See what is promised to you, by whom, and for which phase.',
        ],
      },
      {
        by: '/terima',
        is: [
          'Saat paket datang, hitung, lalu ketik kode dari slip unit di halaman terima. Tanpa bukti, paket tidak dihitung diterima.',
          'When packages arrive, count them, and type a code of the unit’s slip on the receipt page. Without a proof they don’t count as received.',
        ],
      },
    ],
    act: ['Cek RW saya', 'Check my RW'],
    href: to.check,
  },
];

const figures: readonly { name: Pair; is: Pair }[] = [
  {
    name: ['Kebutuhan', 'Need'],
    is: [
      'Keluarga atau orang rentan di satu unit, dikalikan dasar paketnya: sembako per keluarga per tahap, makanan siap saji per orang per hari.',
      'A unit’s vulnerable families or people, times what the package is for: staple food by family and phase, ready meals by person and day.',
    ],
  },
  {
    name: ['Terpenuhi', 'Met'],
    is: [
      'Komitmen dibagi kebutuhan. Yang baru dijanjikan tidak ikut.',
      'Committed over needed. What is only promised has no part in it.',
    ],
  },
  {
    name: ['Organisasi', 'Organisations'],
    is: [
      'Donatur dan agregator di balik baris-baris yang dihitung, masing-masing sekali.',
      'The donors and aggregators behind the rows that are counted, each once.',
    ],
  },
  {
    name: ['Rekap', 'Recap'],
    is: [
      'Komitmen kepada RW sampai satu hari, dikurangi yang dilepas sampai hari itu. Di sebelahnya: yang sudah diterima.',
      'Commitments to RWs up to a day, less what was released by then. Beside it: what was received.',
    ],
  },
  {
    name: ['Uang', 'Money'],
    is: [
      'Dihitung terpisah dari paket. Paket yang dibeli dengannya terhitung sekali, sebagai paket.',
      'Counted apart from packages. What was bought with it counts once, as packages.',
    ],
  },
  {
    name: ['<5', '<5'],
    is: [
      'Kurang dari lima keluarga. Angka pastinya tidak ditampilkan, supaya tidak menunjuk orang.',
      'Fewer than five families. The exact number is not shown, so that it points at nobody.',
    ],
  },
];

export function Page() {
  const t = useText();
  const lang = useLang();
  const programme = useRead(document, {}).data?.programmes.slice(-1)[0];
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Section title={t(words.roles)}>
        <div className={css.roles}>
          {roles.map(({ name, steps, act, href }) => (
            <div key={href}>
              <h3>{t(name)}</h3>
              <ol>
                {steps.map(({ is }) => (
                  <li key={is[0]}>{t(is)}</li>
                ))}
              </ol>
              <p>
                <a href={href}>{t(act)}</a>
              </p>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t(words.ladder)}>
        <p className={css.text}>{t(words.ladderWhy)}</p>
        <div className={css.bar}>
          <h3>{t(words.example)}</h3>
          <LadderFull
            ladder={{
              target: 400,
              pledged: 60,
              committed: 260,
              dispatched: 180,
              received: 120,
              verified: 40,
            }}
          />
        </div>
        <dl className={css.list}>
          {rungs.map((rung) => (
            <div key={rung}>
              <dt>{t(rungWord[rung])}</dt>
              <dd>{t(meaning[rung])}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t(words.capacity)}>
        <p className={css.text}>{t(words.capacityIs)}</p>
        {programme && (
          <p className={css.text}>
            {t(words.holds)(
              number(programme.holdHours, lang),
              number(programme.newcomerLimit, lang),
            )}
          </p>
        )}
      </Section>
      <Section title={t(words.figures)}>
        <dl className={css.list}>
          {figures.map(({ name, is }) => (
            <div key={name[0]}>
              <dt>{t(name)}</dt>
              <dd>{t(is)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t(words.open)}>
        <p className={css.text}>{t(words.openIs)}</p>
        <ul className={css.links}>
          <li>
            <a href={to.recapRows}>{t(words.rows)}</a>
          </li>
          <li>
            <a href={`${to.recapRows}.csv`}>{t(words.csv)}</a>
          </li>
          <li>
            <a href={deliveryRows}>{t(words.deliveries)}</a>
          </li>
          <li>
            <a href={`${deliveryRows}.csv`}>{t(words.deliveriesCsv)}</a>
          </li>
          <li>
            <a href="/schema.graphql">{t(words.schema)}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}
