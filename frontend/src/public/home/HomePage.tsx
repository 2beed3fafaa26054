import { days, daysBefore, moment } from '../../format/dates.ts';
import { number, percent } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import type { Measure } from '../../ui/GapScale.tsx';
import { useTitle } from '../../ui/head.ts';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { UnitItem, UnitList } from '../../ui/UnitItem.tsx';
import { midSentence, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { HomePageAreasQuery } from '../__generated__/HomePageAreasQuery.graphql.ts';
import type { HomePageQuery } from '../__generated__/HomePageQuery.graphql.ts';
import type { HomePageUrgentQuery } from '../__generated__/HomePageUrgentQuery.graphql.ts';
import { MeasureRow, measureOf } from '../maps/measure.tsx';
import type { PageProps } from '../pages.ts';
import { deliveryRows } from '../shared/deliveryRows.ts';
import { packageNameOf, summaryOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Phase, packageOf, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Home.module.css';

const arrived = lazy(() => import('../deliveries/Arrived.tsx'));
const areas = lazy(() => import('../charts/Areas.tsx'));
const map = lazy(() => import('../maps/AreaMap.tsx'));

const document: Doc<HomePageQuery> = graphql`
  query HomePageQuery {
    province {
      ladder {
        package {
          code
        }
        target
        pledged
        committed
        dispatched
        received
        receivedByUnit
        verified
        asOf
      }
    }
  }
`;

const areasDocument: Doc<HomePageAreasQuery> = graphql`
  query HomePageAreasQuery($phase: ID!, $package: ID!) {
    province {
      ladderByArea(level: KOTA, package: $package, phase: $phase) {
        area {
          code
          name
          kabupaten
          officialBoundary
        }
        target
        pledged
        committed
        received
        receivedByUnit
      }
    }
  }
`;

const urgentDocument: Doc<HomePageUrgentQuery> = graphql`
  query HomePageUrgentQuery($phase: ID!, $package: ID!) {
    needs(phase: $phase, package: $package, open: true, first: 10) {
      edges {
        node {
          target
          held
          committed
          package {
            code
          }
          unit {
            ...units_row @relay(mask: false)
          }
        }
      }
    }
  }
`;

const words = {
  title: [
    'Siapa yang masih menunggu bantuan, dan sudah sampai mana bantuan itu',
    'Who still waits for help, and how far the help has come',
  ],
  lead: [
    'KSBB mempertemukan donatur, agregator, dan warga DKI Jakarta. Setiap angka di sini dapat dibuka sampai ke rinciannya.',
    'KSBB links donors, aggregators and the people of DKI Jakarta. Every figure here opens the rows that make it up.',
  ],
  find: ['Cari unit prioritas', 'Find a priority unit'],
  join: ['Daftarkan organisasi', 'Register an organisation'],
  needed: ['dibutuhkan', 'needed'],
  packages: ['paket', 'packages'],
  ofNeed: [(share: string) => `${share} dari kebutuhan`, (share: string) => `${share} of the need`],
  rows: ['Lihat rinciannya', 'See the rows'],
  asOf: [
    (when: string) => `Keadaan ${when}, seluruh tahap yang sudah diumumkan`,
    (when: string) => `As of ${when}, all published phases`,
  ],
  urgent: ['Paling mendesak', 'Most urgent'],
  urgentWhy: [
    (what: string, phase: number) =>
      `Unit dengan ${midSentence(what)} terbanyak yang belum dijanjikan siapa pun pada tahap ${phase}.`,
    (what: string, phase: number) =>
      `Units with the most ${midSentence(what)}s that nobody has promised yet in phase ${phase}.`,
  ],
  all: ['Semua unit prioritas', 'All priority units'],
  unitsBehind: ['Lihat unitnya', 'See the units'],
  give: ['Bantu unit ini', 'Help this unit'],
  byPackage: ['Menurut paket', 'By package'],
  byArea: ['Menurut wilayah', 'By area'],
  byAreaWhy: [
    (what: string, phase: number, when: string) =>
      `${what}, tahap ${phase} (${when}), di peta maupun di daftarnya. Buka sebuah wilayah untuk melihat unitnya.`,
    (what: string, phase: number, when: string) =>
      `${what}s, phase ${phase} (${when}), on the map and in the list. Open an area to see its units.`,
  ],
  allPhases: ['Seluruh tahap', 'All phases'],
} as const satisfies Record<string, Pair<unknown>>;

function Urgent({ phase, sembako }: { phase: { id: string; number: number }; sembako: string }) {
  const t = useText();
  const { data, error, again } = useRead(urgentDocument, { phase: phase.id, package: sembako });
  if (error) return <ErrorState code={error.code} onAgain={again} />;
  if (!data) return <Loading lines={8} />;
  const needs = data.needs.edges.map((edge) => edge.node);
  return (
    <Section title={t(words.urgent)} aside={<a href={to.units}>{t(words.all)}</a>}>
      <p className={css.why}>{t(words.urgentWhy)(t(packageNameOf('SEMBAKO')), phase.number)}</p>
      <UnitList>
        {needs.map((need, index) => (
          <UnitItem
            key={need.unit.code}
            unit={summaryOf(need.unit, need, t)}
            href={to.unit(need.unit.code)}
            rank={index + 1}
            action={<Button href={to.give(need.unit.code)}>{t(words.give)}</Button>}
          />
        ))}
      </UnitList>
    </Section>
  );
}

/** The map and the figures of the kota beside it: both of the current phase. */
type ByAreaProps = { phase: Phase; sembako: string; measure: Measure; at: string };

function ByArea({ phase, sembako, measure, at }: ByAreaProps) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(areasDocument, { phase: phase.id, package: sembako });
  if (error) return <ErrorState code={error.code} onAgain={again} />;
  if (!data) return <Loading lines={8} />;
  const rows = data.province?.ladderByArea ?? [];
  const when = days(phase.startsOn, phase.endsOn, lang);
  return (
    <Section
      id="wilayah"
      title={t(words.byArea)}
      aside={<a href={to.transparency}>{t(words.allPhases)}</a>}
    >
      <p className={css.why}>
        {t(words.byAreaWhy)(t(packageNameOf('SEMBAKO')), phase.number, when)}
      </p>
      <div className={css.areas}>
        <div>
          <MeasureRow
            measure={measure}
            address={(change) => `${withQuery(to.home, change)}#wilayah`}
          />
          <Island
            part={map}
            packageCode="SEMBAKO"
            phase={phase}
            measure={measure}
            drawn={rows.some((row) => !row.area.officialBoundary)}
          />
        </div>
        <Island
          part={areas}
          keepHtml
          narrow
          opensUnits
          code="SEMBAKO"
          phase={phase.number}
          at={at}
          areas={rows}
        />
      </div>
    </Section>
  );
}

export function Page({ here }: PageProps) {
  const t = useText();
  const lang = useLang();
  useTitle('', t(words.lead));
  const { programme, phase, clock } = useProgramme();
  const sembako = packageOf(programme, 'SEMBAKO')?.id;
  const { data, error, again } = useRead(document, {});
  const ladder = data?.province?.ladder ?? [];
  const main = ladder.find((row) => row.package.code === 'SEMBAKO') ?? ladder[0];
  const what = main ? t(packageNameOf(main.package.code)) : '';
  const figure = (rung: 'committed' | 'received') =>
    main && (
      <FigureCard
        label={`${what}, ${t(rungWord[rung])}`}
        figure={number(main[rung], lang)}
        unit={t(words.packages)}
        note={
          t(words.ofNeed)(percent(main[rung], main.target)) +
          (rung === 'received' && main.received > 0
            ? `; ${receivedBy(main.received, main.receivedByUnit, lang)}`
            : '')
        }
        href={withQuery(rung === 'received' ? deliveryRows : to.recapRows, {
          paket: main.package.code,
        })}
        rows={t(words.rows)}
      />
    );
  return (
    <>
      <div className={css.opening}>
        <h1 tabIndex={-1}>{t(words.title)}</h1>
        <p className={css.lead}>{t(words.lead)}</p>
        <div className={css.ways}>
          <Button look="primary" href={to.units}>
            {t(words.find)}
          </Button>
          <Button href={to.apply}>{t(words.join)}</Button>
        </div>
      </div>
      {error && <ErrorState code={error.code} onAgain={again} />}
      {!data && !error && <Loading lines={3} />}
      {main && (
        <FigureRow asOf={t(words.asOf)(moment(main.asOf, lang))}>
          <FigureCard
            label={`${what}, ${t(words.needed)}`}
            figure={number(main.target, lang)}
            unit={t(words.packages)}
            href={to.units}
            rows={t(words.unitsBehind)}
          />
          {figure('committed')}
          {figure('received')}
        </FigureRow>
      )}
      {clock && <Island part={arrived} keepHtml since={daysBefore(clock.today, 6)} />}
      {phase && sembako && <Urgent phase={phase} sembako={sembako} />}
      {data && main && (
        <>
          <Section title={t(words.byPackage)} aside={<a href={to.transparency}>{t(words.rows)}</a>}>
            <Island part={areas} keepHtml code="SEMBAKO" at={main.asOf} packages={ladder} />
          </Section>
          {phase && sembako && (
            <ByArea
              phase={phase}
              sembako={sembako}
              measure={measureOf(here.query)}
              at={main.asOf}
            />
          )}
        </>
      )}
    </>
  );
}
