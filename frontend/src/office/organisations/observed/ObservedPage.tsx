import { graphql } from 'react-relay/hooks';
import { FilterChip, FilterRow } from '../../../ui/Chip.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { organisationKind } from '../../../words/glossary.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ObservedPageQuery } from '../../__generated__/ObservedPageQuery.graphql.ts';
import { globalId, to, withQuery } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';
import { useNumber, useQuery } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { Mark } from './Observation.tsx';
import { ObservedMoney } from './ObservedMoney.tsx';
import { ObservedOverview } from './ObservedOverview.tsx';
import { ObservedPledges } from './ObservedPledges.tsx';

const document = graphql`
  query ObservedPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on TenantOrganisation {
        id
        name
        kind
        profile {
          id
        }
      }
    }
  }
`;

const words = {
  none: ['Organisasi ini tidak ada', 'There is no such organisation'],
  notYours: ['Halaman ini untuk Pemprov', 'This page is for the provincial government'],
  back: ['Organisasi', 'Organisations'],
  part: ['Bagian', 'Part'],
} as const satisfies Record<string, Pair>;

/** The parts of what is observed, as the address names them. */
const parts = {
  ringkasan: ['Ringkasan', 'Overview'],
  janji: ['Janji yang diberikan', 'Pledges it gave'],
  pelaksanaan: ['Janji yang dilaksanakan', 'Pledges it carries out'],
  kontribusi: ['Kontribusi', 'Contributions'],
} as const satisfies Record<string, Pair>;

type Part = keyof typeof parts;

/**
 * An organisation's work as its own people see it, without anything that acts: through the
 * Pemprov's own rights, so that nobody ever takes another's place.
 */
export function Page() {
  const t = useText();
  const { organisation } = useOffice();
  const number = useNumber();
  const query = useQuery();
  const id = globalId('TenantOrganisation', number);
  const { node } = useLoad<ObservedPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  if (organisation.kind !== 'PEMPROV') return <Empty whole title={t(words.notYours)} />;
  if (!node?.id || !node.name || !node.kind) return <Empty whole title={t(words.none)} />;
  const path = to.observed(node.id);
  const part: Part = query.bagian && query.bagian in parts ? (query.bagian as Part) : 'ringkasan';
  // A donor carries nothing out for others.
  const shown = (Object.keys(parts) as Part[]).filter(
    (each) => each !== 'pelaksanaan' || node.kind !== 'DONOR',
  );
  return (
    <Mark name={node.name} out={to.tenant(node.id)}>
      <PageHead
        back={{ href: to.organisations, label: t(words.back) }}
        title={node.name}
        lead={t(organisationKind[node.kind])}
      />
      <FilterRow label={t(words.part)}>
        {shown.map((each) => (
          <FilterChip
            key={each}
            href={withQuery(path, { bagian: each === 'ringkasan' ? undefined : each })}
            on={part === each}
          >
            {t(parts[each])}
          </FilterChip>
        ))}
      </FilterRow>
      {part === 'ringkasan' && (
        <ObservedOverview id={node.id} profile={node.profile?.id} path={path} />
      )}
      {part === 'janji' && <ObservedPledges id={node.id} path={path} side="GIVER" />}
      {part === 'pelaksanaan' && <ObservedPledges id={node.id} path={path} side="EXECUTOR" />}
      {part === 'kontribusi' && (
        <ObservedMoney
          id={node.id}
          path={path}
          side={node.kind === 'DONOR' ? 'GIVER' : 'EXECUTOR'}
        />
      )}
    </Mark>
  );
}
