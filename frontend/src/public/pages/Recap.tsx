import { moment } from '../../format/dates.ts';
import { number, percent } from '../../format/numbers.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { GapScale } from '../../ui/GapScale.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { RecapQuery } from '../__generated__/RecapQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import type { PageProps } from '../pages.ts';
import { AreaTable } from '../parts/AreaTable.tsx';
import { Definitions } from '../parts/Definitions.tsx';
import { Failed } from '../parts/Failed.tsx';
import { PackageTable } from '../parts/PackageTable.tsx';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf } from '../units.ts';
import css from './Recap.module.css';

const document: Doc<RecapQuery> = graphql`
  query RecapQuery($area: String!, $package: String!, $level: AreaLevel!) {
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
        example
      }
      committed
      received
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
  province: ['DKI Jakarta', 'DKI Jakarta'],
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
  byPackage: ['Semua paket', 'All packages'],
  ladder: ['Capaian', 'Progress'],
  byArea: [(what: string) => `${what} menurut wilayah`, (what: string) => `${what} by area`],
  byGiver: [(what: string) => `${what} menurut pemberi`, (what: string) => `${what} by giver`],
  giver: ['Pemberi', 'Giver'],
  noGivers: ['Belum ada komitmen di wilayah ini', 'No commitment in this area yet'],
  noGiversWhy: [
    'Begitu Pemprov mengonfirmasi sebuah janji bantuan, pemberinya tampil di sini.',
    'As soon as the provincial government confirms a pledge, its giver appears here.',
  ],
  noNeed: ['Belum ada kebutuhan paket ini di wilayah ini', 'No need of this package here yet'],
  noArea: ['Wilayah ini tidak ada', 'There is no such area'],
  toAll: ['Lihat seluruh DKI Jakarta', 'See all of DKI Jakarta'],
} as const satisfies Record<string, Pair<unknown>>;

const province = '31';

/** The level below an area, by how many parts its code has: provinsi, kota, kecamatan. */
const below = (code: string) =>
  (['KOTA', 'KECAMATAN', 'KELURAHAN'] as const)[code.split('.').length - 1];

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type Giver = RecapQuery['response']['ladderByOrganisation'][number];

function Givers({ rows, code, area }: { rows: readonly Giver[]; code: string; area: string }) {
  const t = useText();
  const lang = useLang();
  if (rows.length === 0) return <Empty title={t(words.noGivers)}>{t(words.noGiversWhy)}</Empty>;
  const inArea = area === province ? undefined : area;
  return (
    <Table
      caption={t(words.giver)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.organisation.id}
      columns={[
        {
          name: 'giver',
          head: t(words.giver),
          names: true,
          by: (row) => row.organisation.name,
          cell: (row) => <a href={to.organisation(row.organisation.id)}>{row.organisation.name}</a>,
        },
        {
          name: 'committed',
          head: capital(t(rungWord.committed)),
          figures: true,
          by: (row) => row.committed,
          cell: (row) => (
            <a
              href={withQuery(to.rows, {
                paket: code,
                wilayah: inArea,
                organisasi: row.organisation.id,
              })}
            >
              {number(row.committed, lang)}
            </a>
          ),
        },
        {
          name: 'received',
          head: capital(t(rungWord.received)),
          figures: true,
          by: (row) => row.received,
          cell: (row) => number(row.received, lang),
        },
      ]}
    />
  );
}

export function Page({ here }: PageProps) {
  const t = useText();
  const lang = useLang();
  const area = here.query.get('wilayah') ?? province;
  const code = here.query.get('paket') ?? 'SEMBAKO';
  const { data, error, again, stale } = useRead(document, {
    area,
    package: code,
    level: below(area) ?? 'KELURAHAN',
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
      {data.ladderByArea.length > 0 && (
        <Section title={t(words.byArea)(what)} aside={<GapScale />}>
          <AreaTable
            rows={data.ladderByArea}
            packageCode={code}
            opensUnits={below(area) === 'KELURAHAN'}
          />
        </Section>
      )}
      <Section title={t(words.byGiver)(what)}>
        <Givers rows={data.ladderByOrganisation} code={code} area={area} />
      </Section>
      <Section title={t(words.byPackage)}>
        <PackageTable rows={data.ladder} />
      </Section>
    </div>
  );
}
