import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { role as roleWord } from '../../words/role.ts';
import type {
  AuditTable_entries$data,
  AuditTable_entries$key,
} from '../__generated__/AuditTable_entries.graphql.ts';
import { ListTable } from '../lists/ListTable.tsx';
import type { ListState } from '../lists/list.ts';
import { numberOf, office } from '../shell/address.ts';
import css from './Audit.module.css';
import { factsOf } from './facts.ts';
import { acts, things } from './words.ts';

const fragment = graphql`
  fragment AuditTable_entries on AuditEntryConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      recorded
      role
      action
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
`;

const words = {
  title: ['Audit', 'Audit'],
  act: ['Tindakan', 'Act'],
  when: ['Waktu', 'When'],
  who: ['Siapa', 'Who'],
  thing: ['Pada', 'On'],
  facts: ['Rincian', 'Details'],
  person: [(n: string) => `orang no. ${n}`, (n: string) => `person no. ${n}`],
  system: ['sistem', 'system'],
  none: ['Tidak ada catatan yang cocok', 'Nothing on record fits'],
} as const satisfies Record<string, Pair<unknown>>;

/** Where the thing of an entry has a page. */
function pageOf(thing: string, number: string): string | undefined {
  if (thing === 'pledge') return `${office}/janji/${number}`;
  if (thing === 'contribution') return `${office}/kontribusi/${number}`;
  if (thing === 'organisation' || thing === 'export') return `${office}/organisasi/${number}`;
  return undefined;
}

type AuditTableProps = {
  entries: AuditTable_entries$key;
  list: ListState<'NEWEST' | 'OLDEST'>;
  /** Of the file with these entries. */
  filters: Record<string, string | undefined>;
};

/** The entries, each with who did what to which thing. */
export function AuditTable({ entries, list, filters }: AuditTableProps) {
  const t = useText();
  const lang = useLang();
  const audit = useFragment(fragment, entries);
  return (
    <ListTable
      caption={t(words.title)}
      rows={audit.nodes}
      keyOf={(row) => row.id}
      list={list}
      page={audit}
      of="changes"
      sheet={{ view: 'audit', filters }}
      empty={<Empty title={t(words.none)} />}
      columns={[
        {
          name: 'act',
          head: t(words.act),
          names: true,
          cell: (row) => (
            <a href={list.address({ tindakan: row.action })}>
              {t(acts[row.action] ?? [row.action, row.action])}
            </a>
          ),
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
          cell: (row) => <Who row={row} list={list} />,
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
          cell: (row) => <span className={css.facts}>{factsOf(row.facts, t)}</span>,
        },
      ]}
    />
  );
}

type WhoProps = { row: AuditTable_entries$data['nodes'][number]; list: AuditTableProps['list'] };

function Who({ row, list }: WhoProps) {
  const t = useText();
  return (
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
  );
}
