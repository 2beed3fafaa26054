import { graphql } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { channel, organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type { AuditQuery } from '../__generated__/AuditQuery.graphql.ts';
import { globalId, numberOf, office, to } from '../address.ts';
import { acts, factName, things } from '../audit/words.ts';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { go, useQuery } from '../router.tsx';
import css from './Audit.module.css';

const document = graphql`
  query AuditQuery(
    $organisation: GlobalID
    $of: GlobalID!
    $ofOne: Boolean!
    $act: String
    $since: Date
    $until: Date
    $order: AuditOrder!
    $first: Int!
    $after: String
  ) {
    auditActs
    node(id: $of) @include(if: $ofOne) {
      ... on TenantOrganisation {
        name
      }
    }
    audit(
      organisation: $organisation
      act: $act
      since: $since
      until: $until
      order: $order
      first: $first
      after: $after
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        number
        recorded
        role
        act
        thing
        thingNumber
        personNumber
        facts
        organisation {
          id
          name
        }
        person {
          name
        }
      }
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
  when: ['Waktu', 'When'],
  who: ['Siapa', 'Who'],
  thing: ['Pada', 'On'],
  facts: ['Rincian', 'Details'],
  person: [(n: string) => `orang no. ${n}`, (n: string) => `person no. ${n}`],
  system: ['sistem', 'system'],
  none: ['Tidak ada catatan yang cocok', 'Nothing on record fits'],
} as const satisfies Record<string, Pair<unknown>>;

const orders = { terbaru: 'NEWEST', terlama: 'OLDEST' } as const;

/** Where the thing of an entry has a page. */
function pageOf(thing: string, number: string): string | undefined {
  if (thing === 'pledge') return `${office}/janji/${number}`;
  if (thing === 'contribution') return `${office}/kontribusi/${number}`;
  if (thing === 'organisation' || thing === 'export') return `${office}/organisasi/${number}`;
  return undefined;
}

const said: Record<string, Pair> = { ...channel, ...organisationKind, ...roleWord };

/** The facts of an act in the reader's words, as far as there are words for them. */
function facts(given: unknown, t: (pair: Pair) => string): string {
  if (typeof given !== 'object' || given === null) return '';
  const value = (of: unknown): string => {
    if (typeof of !== 'object' || of === null) {
      const word = said[String(of)] ?? organisationState[String(of).toUpperCase()]?.word;
      return word ? t(word).toLowerCase() : String(of);
    }
    return Object.entries(of)
      .map(([name, inner]) => `${name} ${String(inner)}`)
      .join(', ');
  };
  return Object.entries(given)
    .filter(([, of]) => of !== null && of !== '' && value(of) !== '')
    .map(([name, of]) => `${t(factName[name] ?? [name, name])}: ${value(of)}`)
    .join(' · ');
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const list = useList(to.audit, orders, 'terbaru');
  const organisation = query.organisasi;
  const id = globalId('TenantOrganisation', organisation ?? '1');
  const filters = {
    act: query.tindakan ?? null,
    since: query.sejak ?? null,
    until: query.sampai ?? null,
  };
  const { audit, auditActs, node } = useLoad<AuditQuery>(
    document,
    {
      organisation: organisation ? id : null,
      of: id,
      ofOne: organisation !== undefined,
      ...filters,
      order: list.order,
      first: pageSize,
      after: list.after,
    },
    { fetchPolicy: 'store-and-network' },
  );
  const actName = (act: string) => t(acts[act] ?? [act, act]);
  const known = [...auditActs].sort((a, b) => actName(a).localeCompare(actName(b), 'id'));
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <form
        className={css.form}
        key={`${query.tindakan} ${query.sejak} ${query.sampai}`}
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const of = (name: string) => String(given.get(name) ?? '') || undefined;
          go(
            list.address({
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
      <ListTable
        caption={t(words.title)}
        rows={audit.nodes}
        keyOf={(row) => row.number}
        list={list}
        page={audit}
        of="changes"
        sheet={{
          view: 'audit',
          filters: {
            organisasi: organisation,
            tindakan: query.tindakan,
            sejak: query.sejak,
            sampai: query.sampai,
            urut: list.order,
          },
        }}
        empty={<Empty title={t(words.none)} />}
        columns={[
          {
            name: 'act',
            head: t(words.act),
            names: true,
            cell: (row) => <a href={list.address({ tindakan: row.act })}>{actName(row.act)}</a>,
          },
          {
            name: 'when',
            head: t(words.when),
            orders: ['terlama', 'terbaru'],
            cell: (row) => moment(row.recorded, lang),
          },
          {
            name: 'who',
            head: t(words.who),
            cell: (row) => (
              <>
                {row.organisation ? (
                  <a href={list.address({ organisasi: numberOf(row.organisation.id) })}>
                    {row.organisation.name}
                  </a>
                ) : (
                  row.personNumber === '0' && t(words.system)
                )}
                {row.personNumber !== '0' && (
                  <div className={css.soft}>
                    {row.person?.name ?? t(words.person)(row.personNumber)}
                    {row.role in roleWord &&
                      `, ${t(roleWord[row.role as keyof typeof roleWord]).toLowerCase()}`}
                  </div>
                )}
              </>
            ),
          },
          {
            name: 'thing',
            head: t(words.thing),
            cell: (row) => {
              const href = pageOf(row.thing, row.thingNumber);
              const name = `${t(things[row.thing] ?? [row.thing, row.thing])} ${row.thingNumber}`;
              return href ? <a href={href}>{name}</a> : name;
            },
          },
          {
            name: 'facts',
            head: t(words.facts),
            cell: (row) => <span className={css.facts}>{facts(row.facts, t)}</span>,
          },
        ]}
      />
    </>
  );
}
