import { graphql } from 'react-relay/hooks';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { GapsPageQuery } from '../__generated__/GapsPageQuery.graphql.ts';
import { PackageFilter, PhaseFilter } from '../shared/ProgrammeFilters.tsx';
import { usePhases } from '../shared/programme.ts';
import { numberOf, to, withQuery } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { GapsTable } from './GapsTable.tsx';

const document = graphql`
  query GapsPageQuery(
    $package: ID!
    $kota: String!
    $inKota: Boolean!
    $known: Boolean!
    $phase: ID
  ) {
    kotas: areas(level: KOTA) {
      code
      name
    }
    province @skip(if: $inKota) {
      id
      ladderByArea(level: KELURAHAN, package: $package, phase: $phase) @include(if: $known) {
        ...GapsTable_rows
      }
    }
    area(code: $kota) @include(if: $inKota) {
      id
      ladderByArea(level: KELURAHAN, package: $package, phase: $phase) @include(if: $known) {
        ...GapsTable_rows
      }
    }
  }
`;

const words = {
  title: ['Kesenjangan', 'Gaps'],
  lead: [
    'Kelurahan yang paling sedikit terpenuhi di atas; yang sama-sama kosong menurut besarnya kebutuhan. Setiap angka membuka barisnya.',
    'The least served kelurahan first; where nothing is met, by the size of the need. Every figure opens its rows.',
  ],
  kota: ['Kota', 'Kota'],
  all: ['Semua', 'All'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const query = useQuery();
  const { phases, phase } = usePhases();
  const packages = (phase ?? phases[phases.length - 1])?.packages.map((each) => each.package) ?? [];
  const chosen = packages.find((each) => each.code === query.paket) ?? packages[0];
  const { kota } = query;
  const { province, area, kotas } = useLoad<GapsPageQuery>(
    document,
    {
      package: chosen?.id ?? '',
      known: chosen !== undefined,
      kota: kota ?? '',
      inKota: kota !== undefined,
      phase: phase?.id ?? null,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.gaps, { ...query, semua: undefined, ...change });
  const shown = { tahap: phase ? String(phase.number) : undefined, paket: chosen?.code };
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <PhaseFilter phases={phases} phase={phase} every address={address} />
      <PackageFilter packages={packages} chosen={chosen} address={address} />
      <KotaFilter kotas={kotas} kota={kota} address={address} />
      <GapsTable
        rows={(kota === undefined ? province : area)?.ladderByArea ?? []}
        shown={shown}
        everyRow={query.semua ? undefined : address({ semua: 'ya' })}
        filters={{ tahap: phase && numberOf(phase.id), paket: chosen?.code, wilayah: kota }}
      />
    </>
  );
}

type KotaFilterProps = {
  kotas: GapsPageQuery['response']['kotas'];
  kota: string | undefined;
  address: (change: { kota: string | undefined }) => string;
};

function KotaFilter({ kotas, kota, address }: KotaFilterProps) {
  const t = useText();
  return (
    <FilterRow label={t(words.kota)}>
      <FilterChip href={address({ kota: undefined })} on={!kota}>
        {t(words.all)}
      </FilterChip>
      {kotas.map((each) => (
        <FilterChip key={each.code} href={address({ kota: each.code })} on={kota === each.code}>
          {each.name}
        </FilterChip>
      ))}
    </FilterRow>
  );
}
