import { useEffect, useState } from 'react';
import { dayWithName } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { DayQuery } from '../__generated__/DayQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import { useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { go } from '../router.ts';
import { packageNameOf, unitName } from '../units.ts';
import css from './Recap.module.css';

const document: Doc<DayQuery> = graphql`
  query DayQuery($day: Date) {
    recap(asOf: $day) {
      asOf
      computedAt
      rwCount
      kelurahanCount
      kotaCount
      kabupatenCount
      organisationCount
      donorCount
      aggregatorCount
      packages {
        package {
          code
        }
        quantity
        received
        institutions
      }
      kotas {
        area {
          code
          name
        }
        kelurahanCount
        rwCount
        quantity
      }
      organisations {
        organisation {
          id
          name
        }
        packages
        carried
        money
      }
      gifts {
        giver {
          id
          name
        }
        aggregator {
          id
          name
        }
        amount
        receivedOn
      }
      units {
        unit {
          code
          name
          kind
          kelurahan {
            name
          }
        }
        quantity
      }
    }
  }
`;

const words = {
  title: ['Rekap per hari', 'Recap as of a day'],
  lead: [
    'Komitmen kepada RW yang disetujui sampai hari itu dan belum dilepas pada hari itu, apa pun yang terjadi sesudahnya.',
    'Commitments to RWs that were approved by that day and not released by it, whatever happened afterwards.',
  ],
  back: ['Transparansi', 'Transparency'],
  day: ['Keadaan sampai', 'As of'],
  show: ['Tampilkan', 'Show'],
  // The sentence in parts, for its figures are links; the order is the same in both languages.
  countOrganisations: [(n: string) => `${n} organisasi`, (n: string) => `${n} organisations`],
  among: [
    (donors: string, aggregators: string) => `(${donors} donatur, ${aggregators} agregator) untuk`,
    (donors: string, aggregators: string) => `(${donors} donors, ${aggregators} aggregators) for`,
  ],
  countRws: [(n: string) => `${n} RW`, (n: string) => `${n} RWs`],
  lyingIn: ['di', 'in'],
  kabupaten: [(n: string) => `Ditambah ${n} kabupaten.`, (n: string) => `And ${n} kabupaten.`],
  packages: ['paket', 'packages'],
  received: [(n: string) => `${n} diterima`, (n: string) => `${n} received`],
  institutions: [
    (n: string) => `di luar ini ${n} untuk panti dan pesantren`,
    (n: string) => `besides ${n} for institutions`,
  ],
  asOf: [(when: string) => `Sampai dengan ${when}`, (when: string) => `Up to ${when}`],
  rows: ['Lihat rinciannya', 'See the rows'],
  byKota: ['Menurut kota', 'By kota'],
  kota: ['Kota', 'Kota'],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  quantity: ['Paket', 'Packages'],
  organisations: ['Organisasi', 'Organisations'],
  organisation: ['Organisasi', 'Organisation'],
  gave: ['Memberi (paket)', 'Gave (packages)'],
  carried: ['Melaksanakan (paket)', 'Carries out (packages)'],
  money: ['Uang diberikan', 'Money given'],
  gifts: ['Uang kepada agregator', 'Money to aggregators'],
  giftsWhy: [
    'Uang dan paket tidak pernah dijumlahkan: paket yang dibeli agregator dari uang ini terhitung sebagai paket agregator.',
    'Money and packages are never one sum: packages bought from it count as the aggregator’s.',
  ],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  amount: ['Jumlah', 'Amount'],
  on: ['Diterima', 'Received'],
  noGifts: ['Belum ada uang yang diterima', 'No money received yet'],
  rws: ['RW', 'RW'],
  none: ['Belum ada komitmen sampai hari itu', 'No commitment by that day'],
  noneWhy: ['Pilih hari yang lebih baru.', 'Choose a later day.'],
} as const satisfies Record<string, Pair<unknown>>;

type RecapData = NonNullable<DayQuery['response']['recap']>;

function Organisations({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  const count = (value: number, id: string, side: Side) =>
    value > 0 ? (
      <a href={withQuery(to.rows, { organisasi: id, sisi: sides[side], sampai: recap.asOf })}>
        {number(value, lang)}
      </a>
    ) : (
      '–'
    );
  return (
    <Table
      caption={t(words.organisations)}
      captionUnseen
      rows={recap.organisations}
      keyOf={(row) => row.organisation.id}
      columns={[
        {
          name: 'organisation',
          head: t(words.organisation),
          names: true,
          by: (row) => row.organisation.name,
          cell: (row) => <a href={to.organisation(row.organisation.id)}>{row.organisation.name}</a>,
        },
        {
          name: 'packages',
          head: t(words.gave),
          figures: true,
          by: (row) => row.packages,
          cell: (row) => count(row.packages, row.organisation.id, 'GIVER'),
        },
        {
          name: 'carried',
          head: t(words.carried),
          figures: true,
          by: (row) => row.carried,
          cell: (row) => count(row.carried, row.organisation.id, 'EXECUTOR'),
        },
        {
          name: 'money',
          head: t(words.money),
          figures: true,
          by: (row) => Number(row.money),
          cell: (row) => (row.money === '0' ? '–' : <a href="#uang">{rupiah(row.money, lang)}</a>),
        },
      ]}
    />
  );
}

function Kotas({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.byKota)}
      captionUnseen
      rows={recap.kotas}
      keyOf={(row) => row.area.code}
      columns={[
        {
          name: 'kota',
          head: t(words.kota),
          names: true,
          by: (row) => row.area.name,
          cell: (row) => (
            <a href={withQuery(to.rows, { wilayah: row.area.code, sampai: recap.asOf })}>
              {row.area.name}
            </a>
          ),
        },
        {
          name: 'kelurahan',
          head: t(words.kelurahan),
          figures: true,
          by: (row) => row.kelurahanCount,
          cell: (row) => number(row.kelurahanCount, lang),
        },
        {
          name: 'rw',
          head: t(words.rws),
          figures: true,
          by: (row) => row.rwCount,
          cell: (row) => number(row.rwCount, lang),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
      ]}
    />
  );
}

function Gifts({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  if (recap.gifts.length === 0) return <Empty title={t(words.noGifts)} />;
  return (
    <>
      <p className={css.soft}>{t(words.giftsWhy)}</p>
      <Table
        caption={t(words.gifts)}
        captionUnseen
        rows={recap.gifts}
        keyOf={(row) => `${row.giver.id} ${row.aggregator.id} ${row.receivedOn} ${row.amount}`}
        columns={[
          {
            name: 'giver',
            head: t(words.giver),
            names: true,
            by: (row) => row.giver.name,
            cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
          },
          {
            name: 'aggregator',
            head: t(words.aggregator),
            by: (row) => row.aggregator.name,
            cell: (row) => row.aggregator.name,
          },
          {
            name: 'on',
            head: t(words.on),
            figures: true,
            by: (row) => row.receivedOn,
            cell: (row) => dayWithName(row.receivedOn, lang),
          },
          {
            name: 'amount',
            head: t(words.amount),
            figures: true,
            by: (row) => Number(row.amount),
            cell: (row) => rupiah(row.amount, lang),
          },
        ]}
      />
    </>
  );
}

function Rws({ recap }: { recap: RecapData }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.rws)}
      captionUnseen
      rows={recap.units}
      keyOf={(row) => row.unit.code}
      columns={[
        {
          name: 'unit',
          head: t(words.rws),
          names: true,
          by: (row) => `${row.unit.kelurahan.name} ${row.unit.name}`,
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
      ]}
    />
  );
}

function DayForm({ shown, latest }: { shown: string; latest: string | undefined }) {
  const t = useText();
  const [day, setDay] = useState(shown);
  useEffect(() => setDay(shown), [shown]);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        go(withQuery(to.day, { pada: day }));
      }}
    >
      <Field label={t(words.day)}>
        {(control) => (
          <input
            {...control}
            type="date"
            required
            min="2020-04-01"
            max={latest}
            value={day}
            onInput={(event) => setDay(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit">{t(words.show)}</Button>
    </form>
  );
}

export function Page({ here }: PageProps) {
  const t = useText();
  const lang = useLang();
  const { clock } = useProgramme();
  const { data, error, again, stale } = useRead(document, { day: here.query.get('pada') });
  if (error) return <Failed error={error} again={again} />;
  const recap = data?.recap;
  if (!recap) return <Loading lines={8} />;
  const count = (value: number) => number(value, lang);
  return (
    <div className={stale ? css.stale : undefined}>
      <PageHead
        back={{ href: to.recap, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
      />
      <DayForm shown={recap.asOf} latest={clock?.today} />
      {recap.rwCount === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <>
          <p className={css.counts}>
            <a href="#organisasi">{t(words.countOrganisations)(count(recap.organisationCount))}</a>{' '}
            {t(words.among)(count(recap.donorCount), count(recap.aggregatorCount))}{' '}
            <a href="#rw">{t(words.countRws)(count(recap.rwCount))}</a> {t(words.lyingIn)}{' '}
            <a href="#rw">
              {count(recap.kelurahanCount)} {t(words.kelurahan).toLowerCase()}
            </a>
            {', '}
            <a href="#kota">
              {count(recap.kotaCount)} {t(words.kota).toLowerCase()}
            </a>
            {'. '}
            {recap.kabupatenCount > 0 && t(words.kabupaten)(count(recap.kabupatenCount))}
          </p>
          <FigureRow asOf={t(words.asOf)(dayWithName(recap.asOf, lang))}>
            {recap.packages.map((row) => (
              <FigureCard
                key={row.package.code}
                label={t(packageNameOf(row.package.code))}
                figure={count(row.quantity)}
                unit={t(words.packages)}
                note={[
                  t(words.received)(count(row.received)),
                  row.institutions > 0 && t(words.institutions)(count(row.institutions)),
                ]
                  .filter(Boolean)
                  .join('; ')}
                href={withQuery(to.rows, { paket: row.package.code, sampai: recap.asOf })}
                rows={row.quantity > 0 ? t(words.rows) : undefined}
              />
            ))}
          </FigureRow>
          <Section id="kota" title={t(words.byKota)}>
            <Kotas recap={recap} />
          </Section>
          <Section id="organisasi" title={t(words.organisations)}>
            <Organisations recap={recap} />
          </Section>
        </>
      )}
      <Section id="uang" title={t(words.gifts)}>
        <Gifts recap={recap} />
      </Section>
      {recap.rwCount > 0 && (
        <Section id="rw" title={t(words.rws)}>
          <Rws recap={recap} />
        </Section>
      )}
    </div>
  );
}
