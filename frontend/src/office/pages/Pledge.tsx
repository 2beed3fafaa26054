import { graphql } from 'react-relay/hooks';
import { day, days, moment } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Notice } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { allocationState, channel, pledgeState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeQuery } from '../__generated__/PledgeQuery.graphql.ts';
import { globalId, to } from '../address.ts';
import { useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { Observation, observedList, useObserved, within } from '../observed/Observation.tsx';
import { History } from '../parts/History.tsx';
import { packageNameOf, unitName } from '../parts/names.ts';
import { PledgeActs } from '../pledges/PledgeActs.tsx';
import { TakeBack } from '../pledges/TakeBack.tsx';
import { Tracking } from '../pledges/Tracking.tsx';
import { Turn } from '../pledges/Turn.tsx';
import { useNumber } from '../router.tsx';
import { useOffice } from '../viewer.ts';

const document = graphql`
  query PledgeQuery($id: GlobalID!) {
    node(id: $id) {
      ... on Pledge {
        id
        number
        publicCode
        channel
        state
        acts
        reason
        note
        submittedAt
        phase {
          number
          startsOn
          endsOn
        }
        giver {
          id
          name
        }
        executor {
          id
          name
        }
        lines {
          id
          quantity
          allocated
          unallocated
          package {
            code
          }
          version {
            number
            price
          }
        }
        allocations {
          id
          quantity
          state
          expiresAt
          windowStarts
          windowEnds
          committedOn
          releasedOn
          package {
            code
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
        fundings {
          id
          amount
          packages
          releasedOn
          package {
            code
          }
          contribution {
            id
            number
            giver {
              name
            }
          }
        }
        timeline {
          ...History_steps
        }
        ...PledgeActs_pledge @alias(as: "forActs")
        ...Turn_pledge @alias(as: "forTurn")
      }
    }
  }
`;

const words = {
  back: ['Janji bantuan', 'Pledges'],
  incoming: ['Janji masuk', 'Incoming pledges'],
  observed: ['Kembali ke pengamatan', 'Back to the observation'],
  queue: ['Antrean konfirmasi', 'To confirm'],
  home: ['Ringkasan', 'Overview'],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  channel: ['Jalur', 'Channel'],
  phase: ['Tahap', 'Phase'],
  submitted: ['Diajukan', 'Submitted'],
  note: ['Pesan', 'Message'],
  rejected: ['Alasan', 'Reason'],
  lines: ['Yang dijanjikan', 'What is pledged'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  allocated: ['Dialokasikan', 'Allocated'],
  free: ['Belum dialokasikan', 'Not allocated'],
  value: ['Nilai acuan', 'Reference value'],
  allocations: ['Tujuan', 'Where it goes'],
  noAllocations: ['Belum dialokasikan ke unit', 'Not directed to units yet'],
  noAllocationsWhy: [
    'Pelaksana yang menentukan unitnya; tujuannya lalu tampil di sini.',
    'The executor chooses the units; they show here then.',
  ],
  unit: ['Unit', 'Unit'],
  state: ['Keadaan', 'State'],
  window: ['Waktu antar', 'Delivery window'],
  since: ['Sejak', 'Since'],
  money: ['Sumber dana', 'Paid for by'],
  fund: ['Atur sumber dana', 'Bind money'],
  contribution: ['Kontribusi', 'Contribution'],
  amount: ['Biaya', 'Cost'],
} as const satisfies Record<string, Pair<unknown>>;

type PledgeData = NonNullable<PledgeQuery['response']['node']>;

function Lines({ pledge }: { pledge: PledgeData }) {
  const t = useText();
  const lang = useLang();
  return (
    <Table
      caption={t(words.lines)}
      captionUnseen
      rows={pledge.lines ?? []}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          cell: (row) => number(row.quantity, lang),
        },
        {
          name: 'allocated',
          head: t(words.allocated),
          figures: true,
          cell: (row) => number(row.allocated, lang),
        },
        {
          name: 'free',
          head: t(words.free),
          figures: true,
          cell: (row) => number(row.unallocated, lang),
        },
        {
          name: 'value',
          head: t(words.value),
          figures: true,
          cell: (row) =>
            rupiah((BigInt(row.version.price) * BigInt(row.quantity)).toString(), lang),
        },
      ]}
    />
  );
}

function Allocations({ pledge }: { pledge: PledgeData }) {
  const t = useText();
  const lang = useLang();
  const rows = pledge.allocations ?? [];
  if (rows.length === 0) {
    return <Empty title={t(words.noAllocations)}>{t(words.noAllocationsWhy)}</Empty>;
  }
  return (
    <Table
      caption={t(words.allocations)}
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
        {
          name: 'package',
          head: t(words.package),
          by: (row) => row.package.code,
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
          name: 'window',
          head: t(words.window),
          figures: true,
          by: (row) => row.windowStarts ?? '',
          cell: (row) =>
            row.windowStarts && row.windowEnds ? days(row.windowStarts, row.windowEnds, lang) : '–',
        },
        {
          name: 'state',
          head: t(words.state),
          by: (row) => row.state,
          cell: (row) => {
            const state = allocationState[row.state];
            return (
              state && (
                <>
                  <Chip tone={state.tone}>{t(state.word)}</Chip>
                  {row.state === 'HELD' && pledge.id && pledge.acts?.includes('RELEASE') && (
                    <TakeBack pledge={pledge.id} allocation={row.id} unit={unitName(row.unit)} />
                  )}
                </>
              )
            );
          },
        },
        {
          name: 'since',
          head: t(words.since),
          figures: true,
          by: (row) => row.releasedOn ?? row.committedOn ?? '',
          cell: (row) => {
            const since = row.releasedOn ?? row.committedOn;
            return since ? day(since, lang) : '–';
          },
        },
      ]}
    />
  );
}

function Fundings({ pledge, own }: { pledge: PledgeData; own: boolean }) {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const observed = useObserved();
  const mayFund = own && acts && organisation.kind === 'AGGREGATOR' && pledge.channel === 'DIRECT';
  const rows = (pledge.fundings ?? []).filter((row) => !row.releasedOn);
  if (rows.length === 0 && !mayFund) return null;
  return (
    <Section
      title={t(words.money)}
      aside={mayFund && pledge.id && <Button href={to.fund(pledge.id)}>{t(words.fund)}</Button>}
    >
      {rows.length > 0 && (
        <Table
          caption={t(words.money)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'contribution',
              head: t(words.contribution),
              names: true,
              cell: (row) => (
                <a href={within(to.contribution(row.contribution.id), observed)}>
                  {row.contribution.number}
                </a>
              ),
            },
            {
              name: 'giver',
              head: t(words.giver),
              cell: (row) => row.contribution.giver.name,
            },
            {
              name: 'packages',
              head: t(words.package),
              figures: true,
              cell: (row) =>
                `${number(row.packages, lang)} × ${t(packageNameOf(row.package.code))}`,
            },
            {
              name: 'amount',
              head: t(words.amount),
              figures: true,
              cell: (row) => rupiah(row.amount, lang),
            },
          ]}
        />
      )}
    </Section>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const id = globalId('Pledge', useNumber());
  const { organisation } = useOffice();
  const observed = useObserved();
  const { node: pledge } = useLoad<PledgeQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<PledgeQuery>(document, { id }, (change) => change.thingId === id);
  if (!pledge?.number || !pledge.state || !pledge.channel || !pledge.phase) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  const state = pledgeState[pledge.state];
  const own = organisation.profile?.id === pledge.giver?.id;
  const back = observed
    ? { href: observedList(observed), label: t(words.observed) }
    : own
      ? { href: to.pledges, label: t(words.back) }
      : organisation.profile?.id === pledge.executor?.id
        ? { href: to.incoming, label: t(words.incoming) }
        : { href: to.queue, label: t(words.queue) };
  return (
    <Observation of={observed} out={to.pledge(id)}>
      <PageHead
        back={back}
        title={pledge.number}
        action={!observed && pledge.forActs && <PledgeActs pledge={pledge.forActs} />}
      />
      <Facts
        items={[
          [
            t(words.state),
            state ? (
              <Chip key="state" tone={state.tone}>
                {t(state.word)}
              </Chip>
            ) : (
              pledge.state
            ),
          ],
          [t(words.giver), pledge.giver?.name],
          [t(words.executor), pledge.executor?.name],
          [t(words.channel), t(channel[pledge.channel])],
          [
            t(words.phase),
            `${pledge.phase.number} · ${days(pledge.phase.startsOn, pledge.phase.endsOn, lang)}`,
          ],
          [t(words.submitted), pledge.submittedAt && moment(pledge.submittedAt, lang)],
        ]}
      />
      {pledge.reason && (
        <Section title={t(words.rejected)}>
          <Notice tone={pledge.state === 'REJECTED' ? 'refused' : 'note'}>{pledge.reason}</Notice>
        </Section>
      )}
      {!observed && pledge.forTurn && <Turn pledge={pledge.forTurn} />}
      {pledge.note && (
        <Section title={t(words.note)}>
          <p>{pledge.note}</p>
        </Section>
      )}
      <Section title={t(words.lines)}>
        <Lines pledge={pledge} />
      </Section>
      <Section title={t(words.allocations)}>
        <Allocations pledge={pledge} />
      </Section>
      <Fundings pledge={pledge} own={own} />
      {pledge.publicCode && <Tracking code={pledge.publicCode} />}
      {pledge.timeline && <History steps={pledge.timeline} states={pledgeState} />}
    </Observation>
  );
}
