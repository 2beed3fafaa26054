import { useEffect, useState } from 'react';
import { dayWithName } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { RecapPageQuery } from '../__generated__/RecapPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import css from './Recap.module.css';
import { CarriedOut, Gifts, Given, Kotas, Rws } from './RecapTables.tsx';

const document: Doc<RecapPageQuery> = graphql`
  query RecapPageQuery($day: Date) {
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
        receivedByUnit
        institutions
      }
      kotas {
        area {
          code
          name
        }
        kelurahanCount
        rwCount
        packages {
          package {
            code
          }
          quantity
          received
          receivedByUnit
        }
      }
      organisations {
        organisation {
          id
          name
        }
        given {
          package {
            code
          }
          quantity
          received
          receivedByUnit
        }
        carriedOut {
          package {
            code
          }
          quantity
          received
          receivedByUnit
        }
        money
      }
      gifts {
        id
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
        packages {
          package {
            code
          }
          quantity
          received
          receivedByUnit
        }
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
  received: [
    (all: string, unit: string) => `${all} diterima, ${unit} di antaranya menurut unit`,
    (all: string, unit: string) => `${all} received, ${unit} of them according to the unit`,
  ],
  institutions: [
    (n: string) => `di luar ini ${n} untuk panti dan pesantren`,
    (n: string) => `besides ${n} for institutions`,
  ],
  asOf: [(when: string) => `Sampai dengan ${when}`, (when: string) => `Up to ${when}`],
  rows: ['Lihat rinciannya', 'See the rows'],
  byKota: ['Menurut kota', 'By kota'],
  kota: ['Kota', 'Kota'],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  given: ['Yang diberikan', 'Given'],
  carriedOut: ['Yang dilaksanakan untuk organisasi lain', 'Carried out for other organisations'],
  gifts: ['Uang kepada agregator', 'Money to aggregators'],
  rws: ['RW', 'RW'],
  csv: ['Unduh barisnya (CSV)', 'Download its rows (CSV)'],
  print: ['Cetak', 'Print'],
  ahead: [
    'Hari itu belum tiba. Di bawah ini keadaan hari ini.',
    'That day has not come yet. Below is how things stand today.',
  ],
  unread: [
    'Tanggal di alamat ini tidak terbaca. Di bawah ini keadaan hari ini.',
    'The date in this address can’t be read. Below is how things stand today.',
  ],
  none: ['Belum ada komitmen sampai hari itu', 'No commitment by that day'],
  noneWhy: ['Pilih hari yang lebih baru.', 'Choose a later day.'],
} as const satisfies Record<string, Pair<unknown>>;

/** Whether a text is a day of the calendar, as addresses write it: 2020-05-02. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  return (
    year !== undefined &&
    new Date(Date.UTC(year, (month ?? 0) - 1, day)).toISOString().slice(0, 10) === text
  );
}

function DayForm({ shown, latest }: { shown: string; latest: string | undefined }) {
  const t = useText();
  const [day, setDay] = useState(shown);
  useEffect(() => setDay(shown), [shown]);
  return (
    <form
      className={css.form}
      action={to.recap}
      onSubmit={(event) => {
        event.preventDefault();
        go(withQuery(to.recap, { pada: day }));
      }}
    >
      <Field label={t(words.day)}>
        {(control) => (
          <input
            {...control}
            type="date"
            name="pada"
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
  const wanted = here.query.get('pada') || null;
  const unread = wanted !== null && !isDay(wanted);
  const ahead = !unread && wanted !== null && clock !== undefined && wanted > clock.today;
  const { data, error, again, stale } = useRead(document, {
    day: unread || ahead ? null : wanted,
  });
  if (error) return <Failed error={error} again={again} />;
  const recap = data?.recap;
  if (!recap) return <Loading lines={8} />;
  const count = (value: number) => number(value, lang);
  return (
    <div className={stale ? css.stale : undefined}>
      <PageHead
        back={{ href: to.transparency, label: t(words.back) }}
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          <div className={css.leave}>
            <Button href={withQuery(`${to.recapRows}.csv`, { sampai: recap.asOf })}>
              {t(words.csv)}
            </Button>
            <span className="needs-script">
              <Button onPress={() => print()}>{t(words.print)}</Button>
            </span>
          </div>
        }
      />
      {(unread || ahead) && (
        <p className={css.soft} role="status">
          {t(unread ? words.unread : words.ahead)}
        </p>
      )}
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
                  t(words.received)(count(row.received), count(row.receivedByUnit)),
                  row.institutions > 0 && t(words.institutions)(count(row.institutions)),
                ]
                  .filter(Boolean)
                  .join('; ')}
                href={withQuery(to.recapRows, { paket: row.package.code, sampai: recap.asOf })}
                rows={row.quantity > 0 ? t(words.rows) : undefined}
              />
            ))}
          </FigureRow>
          <Section id="kota" title={t(words.byKota)}>
            <Kotas recap={recap} caption={t(words.byKota)} />
          </Section>
          <Section id="organisasi" title={t(words.given)}>
            <Given recap={recap} caption={t(words.given)} />
          </Section>
          {recap.organisations.some((row) => row.carriedOut.length > 0) && (
            <Section title={t(words.carriedOut)}>
              <CarriedOut recap={recap} caption={t(words.carriedOut)} />
            </Section>
          )}
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
