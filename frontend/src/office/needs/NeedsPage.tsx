import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NeedsPageQuery } from '../__generated__/NeedsPageQuery.graphql.ts';
import { PackageFilter, PhaseFilter } from '../shared/ProgrammeFilters.tsx';
import { to, withQuery } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { programmeAndArea } from './filters.ts';
import { NeedsList } from './NeedsList.tsx';
import { PublishNeeds } from './PublishNeeds.tsx';

const document = graphql`
  query NeedsPageQuery($area: String!, $known: Boolean!) @preloadable {
    programmes {
      id
      phases {
        id
        number
        startsOn
        endsOn
        open
        packages {
          package {
            id
            code
          }
        }
      }
    }
    area(code: $area) @include(if: $known) {
      id
      code
      name
    }
  }
`;

const words = {
  title: ['Kebutuhan', 'Needs'],
  lead: [
    'Kebutuhan tiap unit menurut tahap dan paket, yang paling banyak belum dijanjikan di atas.',
    'What each unit needs by phase and package, those with the most unpromised packages first.',
  ],
  publish: ['Umumkan kebutuhan', 'Publish needs'],
  area: ['Wilayah', 'Area'],
  everywhere: ['Semua wilayah', 'All areas'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { acts: may, organisation, today } = useOffice();
  const acts = may && organisation.kind === 'PEMPROV';
  const query = useQuery();
  const area = query.wilayah;
  const [publishing, setPublishing] = useState(false);
  const [published, setPublished] = useState(0);
  const about = useLoad<NeedsPageQuery>(document, programmeAndArea(query));
  const phases = about.programmes[about.programmes.length - 1]?.phases ?? [];
  const phase =
    phases.find((each) => String(each.number) === query.tahap) ??
    phases.find((each) => each.open) ??
    phases[0];
  // What is over is published no more.
  const ahead = phases.filter((each) => each.endsOn >= today);
  const packages = phase?.packages.map((each) => each.package) ?? [];
  const chosen = packages.find((each) => each.code === query.paket) ?? packages[0];
  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.needs, { tahap: query.tahap, paket: query.paket, wilayah: area, ...change });
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={
          acts &&
          ahead.length > 0 &&
          !publishing && (
            <Button look="primary" onPress={() => setPublishing(true)}>
              {t(words.publish)}
            </Button>
          )
        }
      />
      {publishing && (
        <PublishNeeds
          phases={ahead}
          first={(ahead.find((each) => each.id === phase?.id) ?? ahead[0])?.id ?? ''}
          onDone={() => setPublished(published + 1)}
          onClose={() => setPublishing(false)}
        />
      )}
      <PhaseFilter phases={phases} phase={phase} address={address} />
      <PackageFilter packages={packages} chosen={chosen} address={address} />
      {area && <AreaFilter name={about.area?.name ?? area} address={address} />}
      {phase && chosen && (
        <NeedsList
          key={`${phase.id} ${chosen.code} ${area}`}
          phase={phase.id}
          package={chosen}
          area={area}
          published={published}
        />
      )}
    </>
  );
}

type AreaFilterProps = {
  name: string;
  address: (change: { wilayah?: undefined }) => string;
};

/** The area that the address names, and the way out of it. */
function AreaFilter({ name, address }: AreaFilterProps) {
  const t = useText();
  return (
    <FilterRow label={t(words.area)}>
      <FilterChip href={address({ wilayah: undefined })} on={false}>
        {t(words.everywhere)}
      </FilterChip>
      <FilterChip href={address({})} on>
        {name}
      </FilterChip>
    </FilterRow>
  );
}
