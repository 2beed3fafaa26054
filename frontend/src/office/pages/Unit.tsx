import { graphql } from 'react-relay/hooks';
import { day, days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { allocationState, unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitAtWorkQuery } from '../__generated__/UnitAtWorkQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { useLoad } from '../load.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { pageSize, useList } from '../parts/list.ts';
import { packageNameOf, unitName } from '../parts/names.ts';
import { useCode } from '../router.tsx';
import { UnitHistory } from '../units/UnitHistory.tsx';
import { useOffice } from '../viewer.ts';
import css from './Unit.module.css';

const document = graphql`
  query UnitAtWorkQuery($code: String!, $pemprov: Boolean!, $first: Int!, $after: String) {
    unit(code: $code) {
      id
      code
      name
      kind
      address
      families
      people
      few
      example
      officialBoundary
      kelurahan {
        code
        name
      }
      kecamatan {
        name
      }
      kota {
        name
      }
      snapshots {
        id
        families
        people
        few
        source
        day
        example
      }
      needs {
        id
        target
        held
        committed
        open
        package {
          code
        }
        phase {
          id
          number
          startsOn
          endsOn
        }
      }
      allocations(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            quantity
            state
            windowStarts
            windowEnds
            package {
              code
            }
            giver {
              name
            }
            executor {
              name
            }
            pledge {
              id
              number
            }
          }
        }
      }
      history @include(if: $pemprov) {
        ...UnitHistory_events
      }
    }
  }
`;

const words = {
  back: ['Unit prioritas', 'Priority units'],
  none: ['Unit ini tidak ada', 'There is no such unit'],
  find: ['Cari unit', 'Find a unit'],
  public: ['Halaman publik', 'Public page'],
  give: ['Bantu unit ini', 'Help this unit'],
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa', 'People'],
  kind: ['Jenis', 'Kind'],
  address: ['Alamat', 'Address'],
  code: ['Kode', 'Code'],
  boundary: ['Batas', 'Boundary'],
  official: ['dari berkas batas wilayah', 'from a boundary file'],
  drawn: ['perkiraan, bukan batas resmi', 'approximate, not official'],
  example: ['data contoh', 'example data'],
  needs: ['Kebutuhan', 'Needs'],
  noNeeds: ['Kebutuhan unit ini belum diumumkan', 'The needs of this unit are not published yet'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  open: ['terbuka', 'open'],
  closed: ['ditutup', 'closed'],
  allocations: ['Alokasi untuk unit ini', 'Allocations to this unit'],
  yours: [
    'Hanya alokasi yang melibatkan organisasi Anda; komitmen semua pihak ada di halaman publik.',
    'Only allocations that involve your organisation; everybody’s commitments are on the public page.',
  ],
  noAllocations: ['Belum ada alokasi', 'No allocations yet'],
  pledge: ['Janji bantuan', 'Pledge'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  window: ['Jadwal antar', 'Delivery window'],
  state: ['Keadaan', 'State'],
  data: ['Data kerentanan', 'Vulnerability data'],
  source: ['Sumber', 'Source'],
  per: ['Per', 'As of'],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = NonNullable<UnitAtWorkQuery['response']['unit']>;
type Need = UnitData['needs'][number];

function byPhase(needs: readonly Need[]) {
  const phases = new Map<string, Need[]>();
  for (const need of needs) {
    phases.set(need.phase.id, [...(phases.get(need.phase.id) ?? []), need]);
  }
  return [...phases.values()];
}

function Needs({ needs }: { needs: readonly Need[] }) {
  const t = useText();
  const lang = useLang();
  const [{ phase }] = needs as [Need];
  const open = needs.some((need) => need.open);
  return (
    <div className={css.phase}>
      <h3 className={css.phaseName}>
        {t(words.phase)(phase.number)}
        <span className={css.phaseDays}>{days(phase.startsOn, phase.endsOn, lang)}</span>
        <Chip tone={open ? 'good' : 'plain'}>{t(open ? words.open : words.closed)}</Chip>
      </h3>
      <div className={css.needs}>
        {needs.map((need) => (
          <div className={css.need} key={need.id}>
            <h4>{t(packageNameOf(need.package.code))}</h4>
            <LadderBar
              ladder={{ target: need.target, pledged: need.held, committed: need.committed }}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

function count(value: number | null | undefined, few: boolean, said: (n: number) => string) {
  return few ? '<5' : value == null ? '–' : said(value);
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const pemprov = organisation.kind === 'PEMPROV';
  const code = useCode();
  const list = useList(to.unitAtWork(code), { terbaru: 'NEWEST' }, 'terbaru');
  const { unit } = useLoad<UnitAtWorkQuery>(
    document,
    { code, pemprov, first: pageSize, after: list.after },
    { fetchPolicy: 'store-and-network' },
  );
  if (!unit) {
    return (
      <Empty
        whole
        title={t(words.none)}
        action={<Button href={to.units}>{t(words.find)}</Button>}
      />
    );
  }
  const said = (value: number) => number(value, lang);
  const allocations = unit.allocations.edges.map((edge) => edge.node);
  return (
    <>
      <PageHead
        back={{
          href: withQuery(to.units, { wilayah: unit.kelurahan.code }),
          label: `${t(words.back)}, ${unit.kelurahan.name}`,
        }}
        title={unitName(unit)}
        lead={`${unit.kecamatan.name}, ${unit.kota.name}`}
        action={
          <>
            {acts && !pemprov && (
              <Button look="primary" href={withQuery(to.newPledge, { unit: unit.code })}>
                {t(words.give)}
              </Button>
            )}
            <Button href={to.unit(unit.code)}>{t(words.public)}</Button>
          </>
        }
      />
      <Facts
        items={[
          [
            t(words.families),
            <>
              {count(unit.families, unit.few, said)}{' '}
              {unit.example && <Chip tone="waiting">{t(words.example)}</Chip>}
            </>,
          ],
          [t(words.people), count(unit.people, false, said)],
          [t(words.kind), t(unitKind[unit.kind as keyof typeof unitKind])],
          [t(words.code), unit.code],
          ...(unit.address ? [[t(words.address), unit.address] as const] : []),
          [t(words.boundary), t(unit.officialBoundary ? words.official : words.drawn)],
        ]}
      />
      <Section title={t(words.needs)}>
        {unit.needs.length === 0 && <Empty title={t(words.noNeeds)} />}
        {byPhase(unit.needs).map((needs) => (
          <Needs key={needs[0]?.phase.id} needs={needs} />
        ))}
      </Section>
      <Section title={t(words.allocations)}>
        {!pemprov && <p className={css.soft}>{t(words.yours)}</p>}
        <ListTable
          caption={t(words.allocations)}
          rows={allocations}
          keyOf={(row) => row.id}
          list={list}
          page={unit.allocations}
          of="allocations"
          empty={<p className={css.soft}>{t(words.noAllocations)}.</p>}
          columns={[
            {
              name: 'pledge',
              head: t(words.pledge),
              names: true,
              cell: (row) => <a href={to.pledge(row.pledge.id)}>{row.pledge.number}</a>,
            },
            { name: 'giver', head: t(words.giver), cell: (row) => row.giver.name },
            { name: 'executor', head: t(words.executor), cell: (row) => row.executor.name },
            {
              name: 'package',
              head: t(words.package),
              cell: (row) => t(packageNameOf(row.package.code)),
            },
            {
              name: 'quantity',
              head: t(words.quantity),
              figures: true,
              cell: (row) => said(row.quantity),
            },
            {
              name: 'window',
              head: t(words.window),
              figures: true,
              cell: (row) =>
                row.windowStarts && row.windowEnds
                  ? days(row.windowStarts, row.windowEnds, lang)
                  : '–',
            },
            {
              name: 'state',
              head: t(words.state),
              cell: (row) => {
                const word = allocationState[row.state];
                return word ? <Chip tone={word.tone}>{t(word.word)}</Chip> : row.state;
              },
            },
          ]}
        />
      </Section>
      <Section title={t(words.data)}>
        <Table
          caption={t(words.data)}
          captionUnseen
          rows={unit.snapshots}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'day',
              head: t(words.per),
              names: true,
              cell: (row) => day(row.day, lang),
            },
            {
              name: 'families',
              head: t(words.families),
              figures: true,
              cell: (row) => count(row.families, row.few, said),
            },
            {
              name: 'people',
              head: t(words.people),
              figures: true,
              cell: (row) => count(row.people, row.few && row.people === null, said),
            },
            {
              name: 'source',
              head: t(words.source),
              cell: (row) => (
                <>
                  {row.source} {row.example && <Chip tone="waiting">{t(words.example)}</Chip>}
                </>
              ),
            },
          ]}
        />
      </Section>
      {unit.history && <UnitHistory events={unit.history} />}
    </>
  );
}
