import { graphql } from 'react-relay/hooks';
import { days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GapsQuery } from '../__generated__/GapsQuery.graphql.ts';
import { numberOf, to, withQuery } from '../address.ts';
import { useLoad } from '../load.ts';
import { Foot } from '../parts/ListTable.tsx';
import { packageNameOf } from '../parts/names.ts';
import { usePhases } from '../parts/programme.ts';
import css from '../parts/SortTable.module.css';
import { useQuery } from '../router.tsx';

const document = graphql`
  query GapsQuery($package: String!, $within: String!, $phase: GlobalID) {
    kotas: areas(level: KOTA) {
      code
      name
    }
    ladderByArea(level: KELURAHAN, package: $package, within: $within, phase: $phase) {
      area {
        id
        code
        name
      }
      target
      pledged
      committed
      received
    }
  }
`;

const words = {
  title: ['Kesenjangan', 'Gaps'],
  lead: [
    'Kelurahan yang paling sedikit terpenuhi di atas; yang sama-sama kosong menurut besarnya kebutuhan. Setiap angka membuka barisnya.',
    'The least served kelurahan first; where nothing is met, by the size of the need. Every figure opens its rows.',
  ],
  phase: ['Tahap', 'Phase'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  everyPhase: ['Seluruh tahap', 'All phases'],
  package: ['Paket', 'Package'],
  kota: ['Kota', 'Kota'],
  all: ['Semua', 'All'],
  rank: ['Urutan', 'Rank'],
  area: ['Kelurahan', 'Kelurahan'],
  needed: ['Dibutuhkan', 'Needed'],
  committed: ['Komitmen', 'Committed'],
  unmet: ['Belum terpenuhi', 'Not yet met'],
  progress: ['Capaian', 'Progress'],
  none: ['Tidak ada kebutuhan di sini', 'No needs here'],
  noneWhy: [
    'Kebutuhan paket ini belum diumumkan untuk tahap dan kota yang dipilih.',
    'Needs of this package are not published for the chosen phase and kota.',
  ],
  shown: [
    (n: string, of: string) => `${n} dari ${of} kelurahan`,
    (n: string, of: string) => `${n} of ${of} kelurahan`,
  ],
  every: ['Tampilkan semua', 'Show all'],
} as const satisfies Record<string, Pair<unknown>>;

const PROVINCE = '31';
const FEW = 50;

type Row = GapsQuery['response']['ladderByArea'][number];

const share = (row: Row) => row.committed / row.target;

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const { phases, phase } = usePhases();
  const packages = (phase ?? phases[phases.length - 1])?.packages.map((each) => each.package) ?? [];
  const chosen = packages.find((each) => each.code === query.paket) ?? packages[0];
  const within = query.kota ?? PROVINCE;
  const { ladderByArea, kotas } = useLoad<GapsQuery>(
    document,
    { package: chosen?.code ?? '', within, phase: phase?.id ?? null },
    { fetchPolicy: 'store-and-network' },
  );
  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.gaps, { ...query, semua: undefined, ...change });
  const ranked = ladderByArea
    .filter((row) => row.target > 0)
    .sort((a, b) => share(a) - share(b) || b.target - a.target)
    .map((row, place) => ({ ...row, rank: place + 1 }));
  const rows = query.semua ? ranked : ranked.slice(0, FEW);
  const rowsOf = {
    tahap: phase ? String(phase.number) : undefined,
    paket: chosen?.code,
  };
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <FilterRow label={t(words.phase)}>
        {phases.map((each) => (
          <FilterChip
            key={each.id}
            href={address({ tahap: String(each.number) })}
            on={each.id === phase?.id}
          >
            {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
          </FilterChip>
        ))}
        <FilterChip href={address({ tahap: 'semua' })} on={!phase}>
          {t(words.everyPhase)}
        </FilterChip>
      </FilterRow>
      <FilterRow label={t(words.package)}>
        {packages.map((each) => (
          <FilterChip
            key={each.code}
            href={address({ paket: each.code })}
            on={each.code === chosen?.code}
          >
            {t(packageNameOf(each.code))}
          </FilterChip>
        ))}
      </FilterRow>
      <FilterRow label={t(words.kota)}>
        <FilterChip href={address({ kota: undefined })} on={!query.kota}>
          {t(words.all)}
        </FilterChip>
        {kotas.map((each) => (
          <FilterChip
            key={each.code}
            href={address({ kota: each.code })}
            on={query.kota === each.code}
          >
            {each.name}
          </FilterChip>
        ))}
      </FilterRow>
      {rows.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <>
          <div className={css.sticky}>
            <Table
              caption={t(words.title)}
              captionUnseen
              rows={rows}
              keyOf={(row) => row.area.id}
              columns={[
                {
                  name: 'rank',
                  head: t(words.rank),
                  figures: true,
                  by: (row) => row.rank,
                  cell: (row) => number(row.rank, lang),
                },
                {
                  name: 'area',
                  head: t(words.area),
                  names: true,
                  by: (row) => row.area.name,
                  cell: (row) => (
                    <a href={withQuery(to.units, { wilayah: row.area.code, urut: 'terbanyak' })}>
                      {row.area.name}
                    </a>
                  ),
                },
                {
                  name: 'needed',
                  head: t(words.needed),
                  figures: true,
                  by: (row) => row.target,
                  cell: (row) => (
                    <a href={withQuery(to.needs, { ...rowsOf, wilayah: row.area.code })}>
                      {number(row.target, lang)}
                    </a>
                  ),
                },
                {
                  name: 'committed',
                  head: t(words.committed),
                  figures: true,
                  by: (row) => row.committed,
                  cell: (row) =>
                    row.committed > 0 ? (
                      <a href={withQuery(to.publicRows, { ...rowsOf, wilayah: row.area.code })}>
                        {number(row.committed, lang)}
                      </a>
                    ) : (
                      '0'
                    ),
                },
                {
                  name: 'unmet',
                  head: t(words.unmet),
                  figures: true,
                  by: (row) => row.target - row.committed,
                  cell: (row) => (
                    <a
                      href={withQuery(to.needs, {
                        ...rowsOf,
                        wilayah: row.area.code,
                        urut: 'sisa',
                      })}
                    >
                      {number(Math.max(0, row.target - row.committed), lang)}
                    </a>
                  ),
                },
                {
                  name: 'progress',
                  head: t(words.progress),
                  cell: (row) => (
                    <LadderBar
                      show="line"
                      ladder={{ ...row, pledged: row.pledged - row.committed }}
                    />
                  ),
                },
              ]}
            />
          </div>
          <Foot
            sheet={{
              view: 'kesenjangan',
              filters: {
                tahap: phase && numberOf(phase.id),
                paket: chosen?.code,
                wilayah: query.kota,
              },
            }}
          >
            <span>{t(words.shown)(number(rows.length, lang), number(ranked.length, lang))}</span>
            {rows.length < ranked.length && <a href={address({ semua: 'ya' })}>{t(words.every)}</a>}
          </Foot>
        </>
      )}
    </>
  );
}
