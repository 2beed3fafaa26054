import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { OrganisationQuery } from '../__generated__/OrganisationQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { Island } from '../island.tsx';
import { later } from '../later.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import { useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { packageNameOf, unitName } from '../units.ts';
import css from './Organisations.module.css';

const document: Doc<OrganisationQuery> = graphql`
  query OrganisationQuery($id: GlobalID!) {
    organisation(id: $id) {
      id
      name
      kind
      about
      verified
      verifiedOn
      gave: commitments(side: GIVER, first: 20) {
        pageInfo {
          hasNextPage
        }
        edges {
          cursor
          node {
            ...Organisation_row @relay(mask: false)
          }
        }
      }
      carries: commitments(side: EXECUTOR, first: 20) {
        pageInfo {
          hasNextPage
        }
        edges {
          cursor
          node {
            ...Organisation_row @relay(mask: false)
          }
        }
      }
    }
    givenByDay: ladderByDay(organisation: $id, side: GIVER) {
      package {
        code
      }
      day
      pledged
      committed
      received
    }
    given: ladder(organisation: $id, side: GIVER) {
      asOf
      package {
        code
      }
      committed
      received
    }
    carried: ladder(organisation: $id, side: EXECUTOR) {
      package {
        code
      }
      committed
    }
    recap {
      gifts {
        giver {
          id
          name
        }
        aggregator {
          id
          name
        }
        amount
        receivedOn
      }
    }
  }
`;

graphql`
  fragment Organisation_row on Commitment {
    quantity
    committedOn
    releasedOn
    package {
      code
    }
    giver {
      id
      name
    }
    unit {
      code
      name
      kind
      kelurahan {
        name
      }
    }
  }
`;

const days = later('parts/charts/Days.tsx', () => import('../parts/charts/Days.tsx'));

const words = {
  tell: ['Laporkan masalah tentang organisasi ini', 'Report a problem with this organisation'],
  back: ['Organisasi', 'Organisations'],
  none: ['Organisasi ini tidak ada', 'There is no such organisation'],
  all: ['Semua organisasi', 'All organisations'],
  verified: [
    (when: string) => `terverifikasi sejak ${when}`,
    (when: string) => `verified since ${when}`,
  ],
  suspended: ['sedang ditangguhkan', 'suspended at present'],
  sums: ['Paket yang menjadi komitmen', 'Packages committed'],
  given: ['Diberikan', 'Given'],
  carried: ['Dilaksanakan untuk pihak lain', 'Carried out for others'],
  received: ['Diterima dari yang diberikan', 'Received of what it gave'],
  package: ['Paket', 'Package'],
  course: ['Pemberiannya dari waktu ke waktu', 'What it gave, over time'],
  gave: ['Komitmen yang diberikan', 'Commitments it gave'],
  carries: ['Komitmen yang dilaksanakan untuk pihak lain', 'Commitments it carries out for others'],
  nothing: ['Belum ada komitmen', 'No commitments yet'],
  nothingWhy: [
    'Janji bantuan tampil di sini setelah dikonfirmasi Pemprov.',
    'Pledges appear here once the provincial government confirmed them.',
  ],
  unit: ['Unit', 'Unit'],
  giver: ['Pemberi', 'Giver'],
  quantity: ['Jumlah', 'Quantity'],
  on: ['Sejak', 'Since'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
  allRows: ['Lihat semua baris', 'See all rows'],
  money: ['Uang', 'Money'],
  moneyTo: [(name: string) => `kepada ${name}`, (name: string) => `to ${name}`],
  moneyFrom: [(name: string) => `dari ${name}`, (name: string) => `from ${name}`],
} as const satisfies Record<string, Pair<unknown>>;

type OrganisationData = NonNullable<OrganisationQuery['response']['organisation']>;
type Sum = OrganisationQuery['response']['given'][number];

/** A figure that leads to its rows; nothing leads nowhere. */
function Figure({ packages, href }: { packages: number; href: string }) {
  const lang = useLang();
  return packages > 0 ? <a href={href}>{number(packages, lang)}</a> : <>–</>;
}

function Commitments({ rows, giver }: { rows: OrganisationData['gave']['edges']; giver: boolean }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(giver ? words.carries : words.gave)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.cursor}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          by: ({ node }) => unitName(node.unit),
          cell: ({ node }) => <a href={to.unit(node.unit.code)}>{unitName(node.unit)}</a>,
        },
        ...(giver
          ? [
              {
                name: 'giver',
                head: t(words.giver),
                by: ({ node }: (typeof rows)[number]) => node.giver.name,
                cell: ({ node }: (typeof rows)[number]) => node.giver.name,
              },
            ]
          : []),
        {
          name: 'package',
          head: t(words.package),
          cell: ({ node }) => t(packageNameOf(node.package.code)),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: ({ node }) => node.quantity,
          cell: ({ node }) => number(node.quantity, lang),
        },
        {
          name: 'on',
          head: t(words.on),
          figures: true,
          by: ({ node }) => node.committedOn,
          cell: ({ node }) =>
            node.releasedOn
              ? t(words.released)(day(node.releasedOn, lang))
              : day(node.committedOn, lang),
        },
      ]}
    />
  );
}

export function Page({ parts }: PageProps) {
  const t = useText();
  const lang = useLang();
  const { programme } = useProgramme();
  const { data, error, again } = useRead(document, { id: parts[0] ?? '' });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const organisation = data.organisation;
  if (!organisation) {
    return (
      <Empty whole title={t(words.none)} action={<a href={to.organisations}>{t(words.all)}</a>} />
    );
  }
  const carried = new Map(data.carried.map((row) => [row.package.code, row.committed]));
  const carriesOut = [...carried.values()].some((packages) => packages > 0);
  const sums = data.given.filter(
    (row) => row.committed > 0 || (carried.get(row.package.code) ?? 0) > 0,
  );
  const gave = data.given.some((row) => row.committed > 0);
  const rowsOf = (side: Side, code?: string) =>
    withQuery(to.rows, { paket: code, organisasi: organisation.id, sisi: sides[side] });
  const gifts = (data.recap?.gifts ?? []).filter(
    (gift) => gift.giver.id === organisation.id || gift.aggregator.id === organisation.id,
  );
  return (
    <>
      <PageHead
        back={{ href: to.organisations, label: t(words.back) }}
        title={organisation.name}
        lead={organisation.about || undefined}
      />
      <p className={css.chips}>
        <Chip>{t(organisationKind[organisation.kind])}</Chip>
        {organisation.verified ? (
          <Chip tone="good">{t(words.verified)(day(organisation.verifiedOn, lang))}</Chip>
        ) : (
          <Chip tone="stopped">{t(words.suspended)}</Chip>
        )}
      </p>
      <p className={css.tell}>
        <a href={withQuery(to.tell, { organisasi: organisation.name })}>{t(words.tell)}</a>
      </p>
      {sums.length > 0 && (
        <Section title={t(words.sums)}>
          <Table
            caption={t(words.sums)}
            captionUnseen
            rows={sums}
            keyOf={(row) => row.package.code}
            columns={[
              {
                name: 'package',
                head: t(words.package),
                names: true,
                cell: (row) => t(packageNameOf(row.package.code)),
              },
              {
                name: 'committed',
                head: t(words.given),
                figures: true,
                by: (row) => row.committed,
                cell: (row) => (
                  <Figure packages={row.committed} href={rowsOf('GIVER', row.package.code)} />
                ),
              },
              ...(carriesOut
                ? [
                    {
                      name: 'carried',
                      head: t(words.carried),
                      figures: true,
                      by: (row: Sum) => carried.get(row.package.code) ?? 0,
                      cell: (row: Sum) => (
                        <Figure
                          packages={carried.get(row.package.code) ?? 0}
                          href={rowsOf('EXECUTOR', row.package.code)}
                        />
                      ),
                    },
                  ]
                : []),
              {
                name: 'received',
                head: t(words.received),
                figures: true,
                by: (row) => row.received,
                cell: (row) => number(row.received, lang),
              },
            ]}
          />
        </Section>
      )}
      {gave && data.given[0] && (
        <Section title={t(words.course)}>
          <Island
            part={days}
            still
            organisation={organisation.id}
            side={sides.GIVER}
            at={data.given[0].asOf}
            days={data.givenByDay}
            phases={programme?.phases ?? []}
          />
        </Section>
      )}
      {gifts.length > 0 && (
        <Section title={t(words.money)}>
          <ul className={css.list}>
            {gifts.map((gift) => (
              <li
                className={css.item}
                key={`${gift.giver.id} ${gift.aggregator.id} ${gift.receivedOn} ${gift.amount}`}
              >
                <strong>{rupiah(gift.amount, lang)}</strong>{' '}
                {gift.giver.id === organisation.id
                  ? t(words.moneyTo)(gift.aggregator.name)
                  : t(words.moneyFrom)(gift.giver.name)}
                <p className={css.about}>{day(gift.receivedOn, lang)}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t(words.gave)}>
        {organisation.gave.edges.length === 0 ? (
          <Empty title={t(words.nothing)}>{t(words.nothingWhy)}</Empty>
        ) : (
          <Commitments rows={organisation.gave.edges} giver={false} />
        )}
        {organisation.gave.pageInfo.hasNextPage && (
          <p>
            <Button href={rowsOf('GIVER')}>{t(words.allRows)}</Button>
          </p>
        )}
      </Section>
      {carriesOut && (
        <Section title={t(words.carries)}>
          <Commitments rows={organisation.carries.edges} giver />
          {organisation.carries.pageInfo.hasNextPage && (
            <p>
              <Button href={rowsOf('EXECUTOR')}>{t(words.allRows)}</Button>
            </p>
          )}
        </Section>
      )}
    </>
  );
}
