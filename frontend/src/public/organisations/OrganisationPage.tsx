import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { OrganisationPageQuery } from '../__generated__/OrganisationPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { deliveriesOf as deliveriesAt } from '../shared/deliveryRows.ts';
import { packageNameOf, unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { OrganisationSums } from './OrganisationSums.tsx';
import css from './Organisations.module.css';

const document: Doc<OrganisationPageQuery> = graphql`
  query OrganisationPageQuery($id: ID!) {
    organisation(id: $id) {
      id
      name
      kind
      about
      verified
      verifiedOn
      record: deliveryRecord(side: GIVER) {
        ...OrganisationSums_record @relay(mask: false)
      }
      recordForOthers: deliveryRecord(side: EXECUTOR) {
        ...OrganisationSums_record @relay(mask: false)
      }
      givenCommitments: commitments(side: GIVER, first: 20) {
        pageInfo {
          hasNextPage
        }
        nodes {
          ...OrganisationPage_row @relay(mask: false)
        }
      }
      carries: commitments(side: EXECUTOR, first: 20) {
        pageInfo {
          hasNextPage
        }
        nodes {
          ...OrganisationPage_row @relay(mask: false)
        }
      }
    }
    province {
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
        receivedByUnit
      }
      carriedOut: ladder(organisation: $id, side: EXECUTOR) {
        package {
          code
        }
        committed
        received
        receivedByUnit
      }
    }
    recap {
      gifts {
        id
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
  fragment OrganisationPage_row on Commitment {
    id
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

const days = lazy(() => import('../charts/Days.tsx'));

const words = {
  report: ['Laporkan masalah tentang organisasi ini', 'Report a problem with this organisation'],
  back: ['Organisasi', 'Organisations'],
  none: ['Organisasi ini tidak ada', 'There is no such organisation'],
  all: ['Semua organisasi', 'All organisations'],
  verified: [
    (when: string) => `terverifikasi sejak ${when}`,
    (when: string) => `verified since ${when}`,
  ],
  suspended: ['sedang ditangguhkan', 'suspended at present'],
  sums: ['Paket yang menjadi komitmen', 'Packages committed'],
  package: ['Paket', 'Package'],
  course: ['Pemberiannya dari waktu ke waktu', 'What it gave, over time'],
  commitmentsGiven: ['Komitmen yang diberikan', 'Commitments it gave'],
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

type OrganisationData = NonNullable<OrganisationPageQuery['response']['organisation']>;

function Commitments({
  rows,
  giver,
}: {
  rows: OrganisationData['givenCommitments']['nodes'];
  giver: boolean;
}) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(giver ? words.carries : words.commitmentsGiven)}
      captionUnseen
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          by: (row) => unitName(row.unit),
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        ...(giver
          ? [
              {
                name: 'giver',
                head: t(words.giver),
                by: (row: (typeof rows)[number]) => row.giver.name,
                cell: (row: (typeof rows)[number]) => row.giver.name,
              },
            ]
          : []),
        {
          name: 'package',
          head: t(words.package),
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
        {
          name: 'on',
          head: t(words.on),
          figures: true,
          by: (row) => row.committedOn,
          cell: (row) =>
            row.releasedOn
              ? t(words.released)(day(row.releasedOn, lang))
              : day(row.committedOn, lang),
        },
      ]}
    />
  );
}

type CommitmentPage = NonNullable<OrganisationPageQuery['response']['organisation']>['carries'];
type NewestProps = { page: CommitmentPage; giver: boolean; all: string };

/** The newest commitments, and the way to all of them. */
function Newest({ page, giver, all }: NewestProps) {
  const t = useText();
  return (
    <>
      <Commitments rows={page.nodes} giver={giver} />
      {page.pageInfo.hasNextPage && (
        <p>
          <Button href={all}>{t(words.allRows)}</Button>
        </p>
      )}
    </>
  );
}

type Organisation = NonNullable<OrganisationPageQuery['response']['organisation']>;
type Gift = NonNullable<OrganisationPageQuery['response']['recap']>['gifts'][number];

function OrganisationState({ organisation }: { organisation: Organisation }) {
  const t = useText();
  const lang = useLang();
  return (
    <>
      <p className={css.chips}>
        <Chip>{t(organisationKind[organisation.kind])}</Chip>
        {organisation.verified ? (
          <Chip tone="good">{t(words.verified)(day(organisation.verifiedOn, lang))}</Chip>
        ) : (
          <Chip tone="stopped">{t(words.suspended)}</Chip>
        )}
      </p>
      <p className={css.report}>
        <a href={withQuery(to.report, { organisasi: organisation.name })}>{t(words.report)}</a>
      </p>
    </>
  );
}

function OrganisationMoney({ id, gifts }: { id: string; gifts: readonly Gift[] }) {
  const t = useText();
  const lang = useLang();
  return (
    <Section title={t(words.money)}>
      <ul className={css.list}>
        {gifts.map((gift) => (
          <li className={css.item} key={gift.id}>
            <strong>{rupiah(gift.amount, lang)}</strong>{' '}
            {gift.giver.id === id
              ? t(words.moneyTo)(gift.aggregator.name)
              : t(words.moneyFrom)(gift.giver.name)}
            <p className={css.about}>{day(gift.receivedOn, lang)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Page({ parts }: PageProps) {
  const t = useText();
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
  const given = data.province?.given ?? [];
  const carriedOut = new Map(
    (data.province?.carriedOut ?? [])
      .filter((row) => row.committed > 0)
      .map((row) => [row.package.code, row]),
  );
  const carriesOut = carriedOut.size > 0;
  const sums = given.filter(
    (row) => row.committed > 0 || (carriedOut.get(row.package.code)?.committed ?? 0) > 0,
  );
  const hasGiven = given.some((row) => row.committed > 0);
  const rowsOf = (side: Side, code?: string) =>
    withQuery(to.recapRows, { paket: code, organisasi: organisation.id, sisi: sides[side] });
  const deliveriesOf = (side: Side, code?: string) =>
    deliveriesAt({ paket: code, organisasi: organisation.id, sisi: sides[side] });
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
      <OrganisationState organisation={organisation} />
      {sums.length > 0 && (
        <Section title={t(words.sums)}>
          <OrganisationSums
            organisation={organisation}
            given={sums}
            carriedOut={carriedOut}
            rowsOf={rowsOf}
            deliveriesOf={deliveriesOf}
          />
        </Section>
      )}
      {hasGiven && given[0] && (
        <Section title={t(words.course)}>
          <Island
            part={days}
            keepHtml
            organisation={organisation.id}
            side={sides.GIVER}
            at={given[0].asOf}
            days={data.province?.givenByDay ?? []}
            phases={programme?.phases ?? []}
          />
        </Section>
      )}
      {gifts.length > 0 && <OrganisationMoney id={organisation.id} gifts={gifts} />}
      <Section title={t(words.commitmentsGiven)}>
        {organisation.givenCommitments.nodes.length === 0 ? (
          <Empty title={t(words.nothing)}>{t(words.nothingWhy)}</Empty>
        ) : (
          <Newest page={organisation.givenCommitments} giver={false} all={rowsOf('GIVER')} />
        )}
      </Section>
      {carriesOut && (
        <Section title={t(words.carries)}>
          <Newest page={organisation.carries} giver all={rowsOf('EXECUTOR')} />
        </Section>
      )}
    </>
  );
}
