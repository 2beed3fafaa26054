import { moment } from '../../format/dates.ts';
import { number, percent } from '../../format/numbers.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { RecapQuery } from '../__generated__/RecapQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { Island } from '../island.tsx';
import { later } from '../later.ts';
import type { PageProps } from '../pages.ts';
import { Definitions } from '../parts/Definitions.tsx';
import { Failed } from '../parts/Failed.tsx';
import { type Phase, useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf } from '../units.ts';
import css from './Recap.module.css';

const document: Doc<RecapQuery> = graphql`
  query RecapQuery($area: String!, $package: String!, $level: AreaLevel!, $phase: GlobalID) {
    area(code: $area) {
      code
      name
      level
      parent {
        code
        name
      }
    }
    ladder(area: $area) {
      package {
        code
      }
      target
      pledged
      committed
      dispatched
      received
      verified
      asOf
    }
    ladderByArea(level: $level, package: $package, within: $area) {
      area {
        code
        name
      }
      target
      pledged
      committed
      received
    }
    ladderByOrganisation(package: $package, area: $area) {
      organisation {
        id
        name
      }
      committed
      received
    }
    ladderByDay(package: $package, area: $area) {
      day
      pledged
      committed
      received
    }
    ladderByPhase(package: $package, area: $area) {
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
    coverage(package: $package, area: $area, phase: $phase) {
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

const province = '31';

/** The levels below an area, by how many parts its code has: provinsi, kota, kecamatan. */
const levelsBelow = (code: string) =>
  (['KOTA', 'KECAMATAN', 'KELURAHAN'] as const).slice(code.split('.').length - 1);

const levelWord = {
  KOTA: ['Kota', 'Kota'],
  KECAMATAN: ['Kecamatan', 'Kecamatan'],
  KELURAHAN: ['Kelurahan', 'Kelurahan'],
} as const satisfies Record<string, Pair>;

const areas = later('parts/charts/Areas.tsx', () => import('../parts/charts/Areas.tsx'));
const course = later('parts/charts/Course.tsx', () => import('../parts/charts/Course.tsx'));
const spread = later('parts/charts/Spread.tsx', () => import('../parts/charts/Spread.tsx'));

export function Page({ here }: PageProps) {
  const t = useText();
  const lang = useLang();
  const area = here.query.get('wilayah') ?? province;
  const code = here.query.get('paket') ?? 'SEMBAKO';
  const { programme, phases } = useProgramme();
  const levels = levelsBelow(area);
  const level =
    levels.find((each) => each === here.query.get('tingkat')?.toUpperCase()) ?? levels[0];
  // The phase whose units one is led to: where the package is still to be given, else its last.
  const asks = (phase: Phase) => phase.packages.some((each) => each.package.code === code);
  const phase = phases.find(asks) ?? programme?.phases.filter(asks).pop();
  const { data, error, again, stale } = useRead(document, {
    area,
    package: code,
    level: level ?? 'KELURAHAN',
    phase: phase?.id ?? null,
  });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  if (!data.area) {
    return <Empty title={t(words.noArea)} action={<a href={to.recap}>{t(words.toAll)}</a>} />;
  }
  const main = data.ladder.find((row) => row.package.code === code);
  const what = t(packageNameOf(code));
  const inArea = area === province ? undefined : area;
  const figure = (rung: 'committed' | 'received') =>
    main && (
      <FigureCard
        label={`${what}, ${t(rungWord[rung])}`}
        figure={number(main[rung], lang)}
        unit={t(words.packages)}
        note={t(words.ofNeed)(percent(main[rung], main.target))}
        href={withQuery(to.rows, { paket: code, wilayah: inArea })}
        rows={rung === 'committed' ? t(words.rows) : undefined}
      />
    );
  const parent = data.area.parent;
  return (
    <div className={stale ? css.stale : undefined}>
      <PageHead
        back={
          parent
            ? {
                href: withQuery(to.recap, {
                  paket: code,
                  wilayah: parent.code === province ? undefined : parent.code,
                }),
                label: t(words.up)(parent.name),
              }
            : undefined
        }
        title={inArea ? `${t(words.title)}: ${data.area.name}` : t(words.title)}
        lead={t(words.lead)}
        action={<a href={to.day}>{t(words.day)}</a>}
      />
      <FilterRow label={t(words.package)}>
        {data.ladder.map((row) => (
          <FilterChip
            key={row.package.code}
            on={row.package.code === code}
            href={withQuery(to.recap, { paket: row.package.code, wilayah: inArea })}
          >
            {t(packageNameOf(row.package.code))}
          </FilterChip>
        ))}
      </FilterRow>
      {main ? (
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
            <LadderBar ladder={{ ...main, pledged: main.pledged - main.committed }} />
            <Definitions />
          </Section>
        </>
      ) : (
        <Empty title={t(words.noNeed)} />
      )}
      {main && (
        <Section title={t(words.course)}>
          <Island
            part={course}
            still
            code={code}
            area={inArea}
            target={main.target}
            at={main.asOf}
            days={data.ladderByDay}
            phases={data.ladderByPhase}
            calendar={programme?.phases ?? []}
          />
        </Section>
      )}
      {main && (
        <Section title={t(words.spread)}>
          {levels.length > 1 && (
            <FilterRow label={t(words.by)}>
              {levels.map((each) => (
                <FilterChip
                  key={each}
                  on={each === level}
                  href={withQuery(to.recap, {
                    paket: code,
                    wilayah: inArea,
                    tingkat: each === levels[0] ? undefined : each.toLowerCase(),
                  })}
                >
                  {t(levelWord[each])}
                </FilterChip>
              ))}
            </FilterRow>
          )}
          <Island
            part={areas}
            still
            code={code}
            at={main.asOf}
            opensUnits={level === 'KELURAHAN'}
            areas={data.ladderByArea}
          />
          <Island
            part={spread}
            still
            code={code}
            area={inArea}
            at={main.asOf}
            coverage={data.coverage}
            phase={phase?.number ?? 1}
            givers={data.ladderByOrganisation}
          />
        </Section>
      )}
      {main && (
        <Section title={t(words.packagesApart)}>
          <Island
            part={areas}
            still
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
