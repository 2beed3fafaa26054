import { moment } from '../../format/dates.ts';
import { number, percent } from '../../format/numbers.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { TransparencyPageQuery } from '../__generated__/TransparencyPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import css from '../recap/Recap.module.css';
import { samples } from '../sample/address.ts';
import { deliveryRows } from '../shared/deliveryRows.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Phase, type Programme, packageOf, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';

const document: Doc<TransparencyPageQuery> = graphql`
  query TransparencyPageQuery(
    $area: String!
    $inArea: Boolean!
    $package: ID!
    $level: AreaLevel!
    $phase: ID
  ) {
    province @skip(if: $inArea) {
      ...TransparencyPage_area @relay(mask: false)
    }
    area(code: $area) @include(if: $inArea) {
      ...TransparencyPage_area @relay(mask: false)
    }
  }
`;

graphql`
  fragment TransparencyPage_area on Area {
    code
    name
    level
    parent {
      code
      name
      level
    }
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
    ladderByArea(level: $level, package: $package) {
      area {
        code
        name
      }
      target
      pledged
      committed
      received
      receivedByUnit
    }
    ladderByOrganisation(package: $package) {
      organisation {
        id
        name
      }
      committed
      received
      receivedByUnit
    }
    ladderByDay(package: $package) {
      day
      pledged
      committed
      received
    }
    ladderByPhase(package: $package) {
      phase {
        number
        startsOn
        endsOn
      }
      package {
        per
      }
      times
      pledged
      committed
      reachNeeded
      reachCommitted
      reachReceived
    }
    coverage(package: $package, phase: $phase) {
      step
      units
      target
      committed
    }
  }
`;

const words = {
  title: ['Transparansi', 'Transparency'],
  lead: [
    'Berapa yang dibutuhkan, berapa yang menjadi komitmen, dan berapa yang sudah diterima. Janji tidak pernah dihitung sebagai bantuan yang sampai.',
    'How much is needed, how much is committed, how much has been received. A promise is never counted as a delivery.',
  ],
  day: ['Rekap per hari', 'Recap as of a day'],
  sample: ['Sampel verifikasi', 'Verification sample'],
  package: ['Paket', 'Package'],
  needed: ['dibutuhkan', 'needed'],
  packages: ['paket', 'packages'],
  ofNeed: [(share: string) => `${share} dari kebutuhan`, (share: string) => `${share} of the need`],
  rows: ['Lihat rinciannya', 'See the rows'],
  unitsBehind: ['Lihat unitnya', 'See the units'],
  asOf: [
    (when: string) => `Keadaan ${when}, seluruh tahap yang sudah diumumkan`,
    (when: string) => `As of ${when}, all published phases`,
  ],
  up: [(name: string) => `Kembali ke ${name}`, (name: string) => `Back to ${name}`],
  ladder: ['Capaian', 'Progress'],
  by: ['Menurut', 'By'],
  course: ['Dari waktu ke waktu', 'Over time'],
  packagesApart: ['Paket lainnya', 'The other packages'],
  spread: ['Ke mana dan dari siapa', 'To whom and from whom'],
  noNeed: ['Belum ada kebutuhan paket ini di wilayah ini', 'No need of this package here yet'],
  noArea: ['Wilayah ini tidak ada', 'There is no such area'],
  toAll: ['Lihat seluruh DKI Jakarta', 'See all of DKI Jakarta'],
} as const satisfies Record<string, Pair<unknown>>;

/** The levels below an area, by how many parts its code has: kota, kecamatan; the province has none. */
const levelsBelow = (code: string | null) =>
  (['KOTA', 'KECAMATAN', 'KELURAHAN'] as const).slice(code ? code.split('.').length - 1 : 0);

const levelWord = {
  KOTA: ['Kota', 'Kota'],
  KECAMATAN: ['Kecamatan', 'Kecamatan'],
  KELURAHAN: ['Kelurahan', 'Kelurahan'],
} as const satisfies Record<string, Pair>;

const areas = lazy(() => import('../charts/Areas.tsx'));
const course = lazy(() => import('../charts/Course.tsx'));
const spread = lazy(() => import('../charts/Spread.tsx'));
const ladder = lazy(() => import('../charts/LadderDefined.tsx'));

export function Page({ here }: PageProps) {
  const { programme, phases, error, again } = useProgramme();
  const chosen = packageOf(programme, here.query.get('paket') ?? 'SEMBAKO');
  if (error) return <Failed error={error} again={again} />;
  if (!programme || !chosen) return <Loading lines={8} />;
  return <Totals here={here} programme={programme} phases={phases} chosen={chosen} />;
}

type Main = NonNullable<TransparencyPageQuery['response']['province']>['ladder'][number];

function TotalFigures({ main, inArea }: { main: Main; inArea: string | undefined }) {
  const t = useText();
  const lang = useLang();
  const { code } = main.package;
  const what = t(packageNameOf(code));
  const figure = (rung: 'committed' | 'received') => (
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
        paket: code,
        wilayah: inArea,
      })}
      rows={t(words.rows)}
    />
  );
  return (
    <>
      <FigureRow asOf={t(words.asOf)(moment(main.asOf, lang))}>
        <FigureCard
          label={`${what}, ${t(words.needed)}`}
          figure={number(main.target, lang)}
          unit={t(words.packages)}
          href={withQuery(to.units, { paket: code, wilayah: inArea })}
          rows={t(words.unitsBehind)}
        />
        {figure('committed')}
        {figure('received')}
      </FigureRow>
      <Section title={t(words.ladder)}>
        <Island
          part={ladder}
          keepHtml
          ladder={{ ...main, pledged: main.pledged - main.committed }}
        />
      </Section>
    </>
  );
}

type LevelChoiceProps = {
  code: string;
  area: string | undefined;
  levels: readonly (keyof typeof levelWord)[];
  level: keyof typeof levelWord | undefined;
};

function LevelChoice({ code, area, levels, level }: LevelChoiceProps) {
  const t = useText();
  if (levels.length < 2) return null;
  return (
    <FilterRow label={t(words.by)}>
      {levels.map((each) => (
        <FilterChip
          key={each}
          on={each === level}
          href={withQuery(to.transparency, {
            paket: code,
            wilayah: area,
            tingkat: each === levels[0] ? undefined : each.toLowerCase(),
          })}
        >
          {t(levelWord[each])}
        </FilterChip>
      ))}
    </FilterRow>
  );
}

type TotalsProps = Pick<PageProps, 'here'> & {
  programme: Programme;
  phases: readonly Phase[];
  chosen: { id: string; code: string };
};

type Data = NonNullable<TransparencyPageQuery['response']['province']>;
type TotalsHeadProps = { data: Data; code: string; inArea: string | undefined };

function TotalsHead({ data, code, inArea }: TotalsHeadProps) {
  const t = useText();
  const parent = data.parent;
  return (
    <>
      <PageHead
        back={
          parent
            ? {
                href: withQuery(to.transparency, {
                  paket: code,
                  wilayah: parent.level === 'PROVINSI' ? undefined : parent.code,
                }),
                label: t(words.up)(parent.name),
              }
            : undefined
        }
        title={inArea ? `${t(words.title)}: ${data.name}` : t(words.title)}
        lead={t(words.lead)}
        action={
          <>
            <a href={to.recap}>{t(words.day)}</a> · <a href={samples}>{t(words.sample)}</a>
          </>
        }
      />
      <FilterRow label={t(words.package)}>
        {data.ladder.map((row) => (
          <FilterChip
            key={row.package.code}
            on={row.package.code === code}
            href={withQuery(to.transparency, { paket: row.package.code, wilayah: inArea })}
          >
            {t(packageNameOf(row.package.code))}
          </FilterChip>
        ))}
      </FilterRow>
    </>
  );
}

type SpreadChartsProps = {
  data: Data;
  main: Main;
  level: string | undefined;
  inArea: string | undefined;
  phase: Phase | undefined;
};

function SpreadCharts({ data, main, level, inArea, phase }: SpreadChartsProps) {
  return (
    <>
      <Island
        part={areas}
        keepHtml
        code={main.package.code}
        at={main.asOf}
        opensUnits={level === 'KELURAHAN'}
        areas={data.ladderByArea}
      />
      <Island
        part={spread}
        keepHtml
        code={main.package.code}
        area={inArea}
        at={main.asOf}
        coverage={data.coverage}
        phase={phase?.number ?? 1}
        givers={data.ladderByOrganisation}
      />
    </>
  );
}

function Totals({ here, programme, phases, chosen }: TotalsProps) {
  const t = useText();
  const area = here.query.get('wilayah');
  const { code } = chosen;
  const levels = levelsBelow(area);
  const level =
    levels.find((each) => each === here.query.get('tingkat')?.toUpperCase()) ?? levels[0];
  // The phase whose units one is led to: where the package is still to be given, else its last.
  const asks = (phase: Phase) => phase.packages.some((each) => each.package.code === code);
  const phase = phases.find(asks) ?? programme.phases.filter(asks).pop();
  const reading = useRead(document, {
    area: area ?? '',
    inArea: area !== null,
    package: chosen.id,
    level: level ?? 'KELURAHAN',
    phase: phase?.id ?? null,
  });
  const { error, again, stale } = reading;
  if (error) return <Failed error={error} again={again} />;
  if (!reading.data) return <Loading lines={8} />;
  const data = area === null ? reading.data.province : reading.data.area;
  if (!data) {
    return (
      <Empty title={t(words.noArea)} action={<a href={to.transparency}>{t(words.toAll)}</a>} />
    );
  }
  const main = data.ladder.find((row) => row.package.code === code);
  const inArea = data.level === 'PROVINSI' ? undefined : data.code;
  return (
    <div className={stale ? css.stale : undefined}>
      <TotalsHead data={data} code={code} inArea={inArea} />
      {main ? <TotalFigures main={main} inArea={inArea} /> : <Empty title={t(words.noNeed)} />}
      {main && (
        <Section title={t(words.course)}>
          <Island
            part={course}
            keepHtml
            code={code}
            area={inArea}
            target={main.target}
            at={main.asOf}
            days={data.ladderByDay}
            phases={data.ladderByPhase}
            calendar={programme.phases}
          />
        </Section>
      )}
      {main && (
        <Section title={t(words.spread)}>
          <LevelChoice code={code} area={inArea} levels={levels} level={level} />
          <SpreadCharts data={data} main={main} level={level} inArea={inArea} phase={phase} />
        </Section>
      )}
      {main && (
        <Section title={t(words.packagesApart)}>
          <Island
            part={areas}
            keepHtml
            code={code}
            area={inArea}
            at={main.asOf}
            packages={data.ladder}
          />
        </Section>
      )}
    </div>
  );
}
