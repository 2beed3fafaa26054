import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { AuditPageQuery } from '../__generated__/AuditPageQuery.graphql.ts';
import type { Query } from '../lists/list.ts';
import { useLoad } from '../shell/load.ts';
import { go, useQuery } from '../shell/navigation.ts';
import css from './Audit.module.css';
import { AuditTable } from './AuditTable.tsx';
import { auditEntries } from './filters.ts';
import { acts as actNames } from './words.ts';

const document = graphql`
  query AuditPageQuery(
    $organisation: ID
    $of: ID!
    $ofOne: Boolean!
    $action: String
    $since: Date
    $until: Date
    $order: AuditOrder!
    $first: Int!
    $after: String
  ) @preloadable {
    auditActions
    node(id: $of) @include(if: $ofOne) {
      ... on TenantOrganisation {
        name
      }
    }
    audit(
      organisation: $organisation
      action: $action
      since: $since
      until: $until
      order: $order
      first: $first
      after: $after
    ) {
      ...AuditTable_entries
    }
  }
`;

const words = {
  title: ['Audit', 'Audit'],
  lead: [
    'Siapa melakukan apa, kapan. Ditulis bersama perubahannya dan tidak pernah diubah; nama orang organisasi lain tidak ditampilkan.',
    'Who did what and when. Written with the change itself and never edited; names of other organisations’ people are not shown.',
  ],
  act: ['Tindakan', 'Act'],
  every: ['Semua tindakan', 'Every act'],
  since: ['Sejak', 'Since'],
  until: ['Sampai', 'Until'],
  filter: ['Saring', 'Filter'],
  organisation: ['Organisasi', 'Organisation'],
  all: ['Semua', 'All'],
  none: ['Tidak ada catatan yang cocok', 'Nothing on record fits'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const query = useQuery();
  const { list, organisation, variables } = auditEntries(query);
  const { audit, auditActions, node } = useLoad<AuditPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
  });
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <Filters query={query} actions={auditActions ?? []} address={list.address} />
      {organisation && (
        <FilterRow label={t(words.organisation)}>
          <FilterChip href={list.address({ organisasi: undefined })} on={false}>
            {t(words.all)}
          </FilterChip>
          <FilterChip href={list.address({})} on>
            {node?.name ?? organisation}
          </FilterChip>
        </FilterRow>
      )}
      {audit ? (
        <AuditTable
          entries={audit}
          list={list}
          filters={{
            organisasi: organisation,
            tindakan: query.tindakan,
            sejak: query.sejak,
            sampai: query.sampai,
            urut: list.order,
          }}
        />
      ) : (
        <Empty title={t(words.none)} />
      )}
    </>
  );
}

type FiltersProps = {
  query: Query;
  actions: readonly string[];
  address: (change: Record<string, string | undefined>) => string;
};

function Filters({ query, actions, address }: FiltersProps) {
  const t = useText();
  const actName = (act: string) => t(actNames[act] ?? [act, act]);
  const known = [...actions].sort((a, b) => actName(a).localeCompare(actName(b), 'id'));
  return (
    <form
      className={css.form}
      key={`${query.tindakan} ${query.sejak} ${query.sampai}`}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const of = (name: string) => String(given.get(name) ?? '') || undefined;
        go(
          address({
            tindakan: of('tindakan'),
            sejak: of('sejak'),
            sampai: of('sampai'),
          }),
        );
      }}
    >
      <div className={css.act}>
        <Field label={t(words.act)}>
          {(control) => (
            <select {...control} name="tindakan" defaultValue={query.tindakan ?? ''}>
              <option value="">{t(words.every)}</option>
              {known.map((each) => (
                <option key={each} value={each}>
                  {actName(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={t(words.since)}>
        {(control) => (
          <input {...control} type="date" name="sejak" defaultValue={query.sejak ?? ''} />
        )}
      </Field>
      <Field label={t(words.until)}>
        {(control) => (
          <input {...control} type="date" name="sampai" defaultValue={query.sampai ?? ''} />
        )}
      </Field>
      <Button type="submit">{t(words.filter)}</Button>
    </form>
  );
}
