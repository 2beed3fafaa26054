import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ContributionQuery } from '../__generated__/ContributionQuery.graphql.ts';
import { globalId, to } from '../address.ts';
import { Receive } from '../contributions/Receive.tsx';
import { useLoad } from '../load.ts';
import { Observation, observedList, useObserved, within } from '../observed/Observation.tsx';
import { History } from '../parts/History.tsx';
import { packageNameOf, unitName } from '../parts/names.ts';
import { useNumber } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import css from './Contribution.module.css';

const document = graphql`
  query ContributionQuery($id: GlobalID!) {
    node(id: $id) {
      ... on Contribution {
        id
        number
        state
        intended
        received
        funded
        left
        note
        bankReference
        intendedOn
        receivedOn
        giver {
          name
        }
        aggregator {
          id
          name
        }
        fundings {
          id
          amount
          packages
          releasedOn
          package {
            code
          }
          pledge {
            id
            number
          }
          commitments(first: 200) {
            edges {
              node {
                quantity
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
            }
          }
        }
        timeline {
          ...History_steps
        }
      }
    }
  }
`;

const words = {
  back: ['Kontribusi', 'Contributions'],
  observed: ['Kembali ke pengamatan', 'Back to the observation'],
  none: [
    'Kontribusi ini tidak ada, atau bukan untuk Anda',
    'No such contribution, or not yours to see',
  ],
  record: ['Catat penerimaan', 'Record the receipt'],
  state: ['Keadaan', 'State'],
  giver: ['Pemberi', 'Giver'],
  aggregator: ['Agregator', 'Aggregator'],
  intended: ['Diniatkan', 'Intended'],
  received: ['Diterima', 'Received'],
  funded: ['Menjadi paket', 'Turned into packages'],
  left: ['Belum menjadi paket', 'Not yet packages'],
  reference: ['Nomor rujukan bank', 'Bank reference'],
  note: ['Pesan', 'Message'],
  became: ['Menjadi apa', 'What it became'],
  notYet: ['Belum menjadi paket', 'Not packages yet'],
  notYetWhy: [
    'Setelah uangnya diterima, agregator mengikatnya pada janji bantuan dan paketnya muncul di sini.',
    'Once received, the aggregator binds the money to pledges, and their packages appear here.',
  ],
  bind: [
    'Ikat uangnya pada janji bantuan organisasi Anda: buka janjinya, lalu “Atur sumber dana”.',
    'Bind the money to your organisation’s pledges: open a pledge, then “Bind money”.',
  ],
  notReceived: [
    'Catat penerimaannya dahulu; setelah itu uangnya dapat diikat pada janji bantuan.',
    'Record its receipt first; then it can be bound to pledges.',
  ],
  pledges: ['Janji bantuan Anda', 'Your pledges'],
  units: [(n: number) => `${n} unit`, (n: number) => (n === 1 ? '1 unit' : `${n} units`)],
  pledge: ['Janji bantuan', 'Pledge'],
  package: ['Paket', 'Package'],
  packages: ['Jumlah paket', 'Packages'],
  amount: ['Biaya', 'Cost'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
  where: ['Untuk siapa', 'For whom'],
  whereWhy: [
    'Unit tujuan dari janji bantuan yang dibiayai, sejauh sudah menjadi komitmen.',
    'The units of the pledges it pays for, as far as they are committed.',
  ],
  unit: ['Unit', 'Unit'],
  committed: ['Komitmen', 'Committed'],
} as const satisfies Record<string, Pair<unknown>>;

type Contribution = NonNullable<ContributionQuery['response']['node']>;

type Fundings = NonNullable<Contribution['fundings']>;

function Became({ fundings }: { fundings: Fundings }) {
  const t = useText();
  const observed = useObserved();
  const lang = useLang();
  const pledge = {
    name: 'pledge',
    head: t(words.pledge),
    cell: (row: Fundings[number]) =>
      row.pledge ? (
        <a href={within(to.pledge(row.pledge.id), observed)}>{row.pledge.number}</a>
      ) : (
        '–'
      ),
  };
  return (
    <Table
      caption={t(words.became)}
      captionUnseen
      rows={fundings}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => (
            <>
              {t(packageNameOf(row.package.code))}
              {row.releasedOn && (
                <>
                  {' '}
                  <Chip tone="stopped">{t(words.released)(day(row.releasedOn, lang))}</Chip>
                </>
              )}
            </>
          ),
        },
        {
          name: 'packages',
          head: t(words.packages),
          figures: true,
          by: (row) => row.packages,
          cell: (row) => number(row.packages, lang),
        },
        {
          name: 'amount',
          head: t(words.amount),
          figures: true,
          by: (row) => Number(row.amount),
          cell: (row) => rupiah(row.amount, lang),
        },
        // Pledges are their parties' to see: who gave money sees the packages and units alone.
        ...(fundings.some((row) => row.pledge) ? [pledge] : []),
      ]}
    />
  );
}

/** The units behind the money, each once for a package and a day. */
function Where({ fundings }: { fundings: Fundings }) {
  const t = useText();
  const lang = useLang();
  const pledges = new Map(
    fundings
      .filter((funding) => !funding.releasedOn)
      .map((funding) => [funding.pledge?.id ?? funding.id, funding.commitments.edges]),
  );
  const rows = [...pledges.entries()].flatMap(([pledge, edges]) =>
    edges
      .filter(({ node }) => !node.releasedOn)
      .map(({ node }) => ({ ...node, key: `${pledge} ${node.unit.code} ${node.package.code}` })),
  );
  if (rows.length === 0) return null;
  const units = new Set(rows.map((row) => row.unit.code)).size;
  return (
    <Section title={t(words.where)} aside={t(words.units)(units)}>
      <p className={css.why}>{t(words.whereWhy)}</p>
      <Table
        caption={t(words.where)}
        captionUnseen
        rows={rows}
        keyOf={(row) => row.key}
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
            name: 'packages',
            head: t(words.packages),
            figures: true,
            by: (row) => row.quantity,
            cell: (row) => number(row.quantity, lang),
          },
          {
            name: 'committed',
            head: t(words.committed),
            figures: true,
            by: (row) => row.committedOn,
            cell: (row) => day(row.committedOn, lang),
          },
        ]}
      />
    </Section>
  );
}

/** An amount over the day on which it was so; a dash where it is not known yet. */
function Dated({
  amount,
  on,
}: {
  amount: string | null | undefined;
  on: string | null | undefined;
}) {
  const lang = useLang();
  if (!amount || !on) return <>–</>;
  return (
    <>
      {rupiah(amount, lang)}
      <span className={css.on}>{day(on, lang)}</span>
    </>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const observed = useObserved();
  const [receiving, setReceiving] = useState(false);
  const { node } = useLoad<ContributionQuery>(
    document,
    { id: globalId('Contribution', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  if (!node?.fundings || !node.timeline || !node.id) return <Empty whole title={t(words.none)} />;
  const word = contributionState[node.state ?? ''];
  const taken = organisation.profile?.id === node.aggregator?.id;
  const mayReceive = acts && taken && node.state === 'INTENDED';
  return (
    <Observation of={observed} out={to.contribution(node.id)}>
      <PageHead
        back={
          observed
            ? { href: observedList(observed), label: t(words.observed) }
            : { href: to.contributions, label: t(words.back) }
        }
        title={node.number ?? ''}
        action={
          mayReceive &&
          !receiving && (
            <Button look="primary" onPress={() => setReceiving(true)}>
              {t(words.record)}
            </Button>
          )
        }
      />
      {receiving && <Receive intention={node.id} onClose={() => setReceiving(false)} />}
      <Facts
        items={[
          [
            t(words.state),
            word ? (
              <Chip key="state" tone={word.tone}>
                {t(word.word)}
              </Chip>
            ) : (
              node.state
            ),
          ],
          [t(words.giver), node.giver?.name],
          [t(words.aggregator), node.aggregator?.name],
          [t(words.intended), <Dated key="intended" amount={node.intended} on={node.intendedOn} />],
          [t(words.received), <Dated key="received" amount={node.received} on={node.receivedOn} />],
          [t(words.funded), rupiah(node.funded ?? '0', lang)],
          [t(words.left), rupiah(node.left ?? '0', lang)],
          ...(node.bankReference ? [[t(words.reference), node.bankReference] as const] : []),
          ...(node.note ? [[t(words.note), node.note] as const] : []),
        ]}
      />
      <Section title={t(words.became)}>
        {node.fundings.length > 0 ? (
          <Became fundings={node.fundings} />
        ) : (
          <Empty
            title={t(words.notYet)}
            action={
              taken &&
              node.state !== 'INTENDED' && <Button href={to.pledges}>{t(words.pledges)}</Button>
            }
          >
            {t(
              taken
                ? node.state === 'INTENDED'
                  ? words.notReceived
                  : words.bind
                : words.notYetWhy,
            )}
          </Empty>
        )}
      </Section>
      <Where fundings={node.fundings} />
      <History steps={node.timeline} states={contributionState} />
    </Observation>
  );
}
