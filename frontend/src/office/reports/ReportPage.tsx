import { graphql } from 'react-relay/hooks';
import { days, moment } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { dayIn } from '../../format/typed.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReportPageQuery } from '../__generated__/ReportPageQuery.graphql.ts';
import { Foot } from '../lists/ListTable.tsx';
import { packageNameOf } from '../shared/names.ts';
import { usePhases } from '../shared/programme.ts';
import { to, withQuery } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { go, useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './Report.module.css';
import { ReportRows } from './ReportRows.tsx';
import { ReportTables } from './ReportTables.tsx';

const document = graphql`
  query ReportPageQuery($organisation: ID!, $since: Date!, $until: Date!) {
    giving(organisation: $organisation, since: $since, until: $until) {
      computedAt
      unitCount
      kelurahanCount
      families
      money
      packages {
        packages
      }
      gifts {
        amount
      }
      funded {
        package {
          id
          code
        }
        packages
        amount
        units
        families
      }
      ...ReportTables_giving
    }
  }
`;

const words = {
  title: ['Laporan', 'Report'],
  print: ['Cetak', 'Print'],
  period: ['Masa', 'Period'],
  whole: ['Seluruh program sampai hari ini', 'The whole programme until today'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  since: ['Sejak', 'Since'],
  until: ['Sampai', 'Until'],
  show: ['Tampilkan', 'Show'],
  asOf: [
    (when: string) => `Dihitung ${when} seperti rekap: komitmen dalam masa ini yang belum dilepas.`,
    (when: string) =>
      `Counted ${when} as the recap counts: commitments of the period that were not released.`,
  ],
  units: ['Unit yang dibantu', 'Units helped'],
  inKelurahan: [(n: string) => `di ${n} kelurahan`, (n: string) => `in ${n} kelurahan`],
  families: ['KK rentan di unit itu', 'Vulnerable families in them'],
  example: ['data contoh', 'example data'],
  money: ['Dana yang diterima agregator', 'Money received by aggregators'],
  openRows: ['Lihat barisnya', 'See the rows'],
  openMoney: ['Sampai mana uang itu', 'What became of it'],
  boughtOf: [(what: string) => `${what}, dari dana`, (what: string) => `${what}, from money`],
  boughtFor: [
    (units: string, families: string) => `untuk ${units} unit dengan ${families} KK rentan`,
    (units: string, families: string) =>
      `for ${counted(units, 'unit')} with ${families} vulnerable families`,
  ],
  none: ['Belum ada yang dilaporkan dalam masa ini', 'Nothing to report in this period'],
  noneWhy: [
    'Laporan berisi komitmen yang sudah dikonfirmasi dan dana yang sudah diterima. Coba masa yang lebih panjang.',
    'A report holds confirmed commitments and money that was received. Try a longer period.',
  ],
  profile: [
    'Laporan tersedia setelah organisasi terverifikasi.',
    'Reports are there once the organisation is verified.',
  ],
  demoNotice: [
    'Jumlah total menurut rilis 3 Mei 2020; rincian per organisasi dan RW adalah contoh.',
    'Totals follow the release of 3 May 2020; details by organisation and RW are examples.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

export function Page() {
  const t = useText();
  const { organisation } = useOffice();
  const profile = organisation.profile?.id;
  if (!profile) return <Empty whole title={t(words.profile)} />;
  return <Report organisation={profile} name={organisation.name} />;
}

function Report({ organisation, name }: { organisation: string; name: string }) {
  const t = useText();
  const lang = useLang();
  const { today, demo } = useOffice();
  const query = useQuery();
  const { phases } = usePhases();
  const begins = phases[0]?.startsOn ?? today;
  const since = dayIn(query.sejak) || begins;
  const until = dayIn(query.sampai) || today;
  const { giving } = useLoad<ReportPageQuery>(
    document,
    { organisation, since, until },
    { fetchPolicy: 'store-and-network' },
  );
  const period = { sejak: since, sampai: until };
  const rowsHref = (more: Record<string, string | undefined>) =>
    `${withQuery(to.report, { ...period, ...more })}#rincian`;
  const hasGiven = giving && giving.packages.length > 0;
  const paid = giving && giving.gifts.length > 0;
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={`${name}, ${days(since, until, lang)}`}
        action={
          <div className={css.still}>
            <Button onPress={() => print()}>{t(words.print)}</Button>
          </div>
        }
      />
      <Period phases={phases} since={since} until={until} />
      {!giving || (!hasGiven && !paid) ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <>
          <Figures giving={giving} rowsHref={rowsHref} />
          <Foot sheet={{ view: 'laporan', filters: period }} />
          <ReportTables giving={giving} rowsHref={rowsHref} />
          {hasGiven && (
            <ReportRows organisation={organisation} since={since} until={until} phases={phases} />
          )}
          {demo && <p className={css.notice}>{t(words.demoNotice)}</p>}
        </>
      )}
    </>
  );
}

type PeriodProps = {
  phases: ReturnType<typeof usePhases>['phases'];
  since: string;
  until: string;
};

/** Which days the report is about: the whole programme, a phase, or any others. */
function Period({ phases, since, until }: PeriodProps) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const begins = phases[0]?.startsOn ?? today;
  const begun = phases.filter((each) => each.startsOn <= today);
  return (
    <>
      <div className={css.still}>
        <FilterRow label={t(words.period)}>
          <FilterChip href={to.report} on={since === begins && until === today}>
            {t(words.whole)}
          </FilterChip>
          {begun.map((each) => (
            <FilterChip
              key={each.id}
              href={withQuery(to.report, { sejak: each.startsOn, sampai: each.endsOn })}
              on={since === each.startsOn && until === each.endsOn}
            >
              {t(words.phase)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
            </FilterChip>
          ))}
        </FilterRow>
      </div>
      <form
        className={css.form}
        key={`${since} ${until}`}
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          go(
            withQuery(to.report, {
              sejak: String(given.get('sejak') ?? ''),
              sampai: String(given.get('sampai') ?? ''),
            }),
          );
        }}
      >
        <Field label={t(words.since)}>
          {(control) => (
            <input {...control} type="date" name="sejak" required defaultValue={since} />
          )}
        </Field>
        <Field label={t(words.until)}>
          {(control) => (
            <input {...control} type="date" name="sampai" required defaultValue={until} />
          )}
        </Field>
        <Button type="submit">{t(words.show)}</Button>
      </form>
    </>
  );
}

type FiguresProps = {
  giving: NonNullable<ReportPageQuery['response']['giving']>;
  rowsHref: (more: Record<string, string | undefined>) => string;
};

/** The figures of the report; each opens its rows. */
function Figures({ giving, rowsHref }: FiguresProps) {
  const t = useText();
  const lang = useLang();
  const { demo } = useOffice();
  const format = (value: number) => number(value, lang);
  const hasGiven = giving.packages.length > 0;
  const paid = giving.gifts.length > 0;
  return (
    <FigureRow asOf={t(words.asOf)(moment(giving.computedAt, lang))}>
      {hasGiven && (
        <FigureCard
          label={t(words.units)}
          figure={format(giving.unitCount)}
          note={t(words.inKelurahan)(format(giving.kelurahanCount))}
          href={rowsHref({})}
          rows={t(words.openRows)}
        />
      )}
      {hasGiven && (
        <FigureCard
          label={t(words.families)}
          figure={format(giving.families)}
          note={demo && <Chip tone="waiting">{t(words.example)}</Chip>}
          href={rowsHref({})}
          rows={t(words.openRows)}
        />
      )}
      {paid && (
        <FigureCard
          label={t(words.money)}
          figure={rupiah(giving.money, lang)}
          href={withQuery(to.contributions, { lihat: 'diterima' })}
          rows={t(words.openMoney)}
        />
      )}
      {giving.funded.map((row) => (
        <FigureCard
          key={row.package.id}
          label={t(words.boughtOf)(t(packageNameOf(row.package.code)))}
          figure={format(row.packages)}
          note={t(words.boughtFor)(format(row.units), format(row.families))}
          href={withQuery(to.contributions, { lihat: 'diterima' })}
          rows={t(words.openMoney)}
        />
      ))}
    </FigureRow>
  );
}
