import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { contributionState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ContributionPageQuery } from '../__generated__/ContributionPageQuery.graphql.ts';
import { Observation, observedList, useObserved } from '../organisations/observed/Observation.tsx';
import { History } from '../shared/History.tsx';
import { Lineage } from '../shared/Lineage.tsx';
import { globalId, to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import css from './Contribution.module.css';
import { ContributionFundings } from './ContributionFundings.tsx';
import { ContributionUnits } from './ContributionUnits.tsx';
import { ReceiveContribution } from './ReceiveContribution.tsx';

const document = graphql`
  query ContributionPageQuery($id: ID!) @preloadable {
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
        }
        ...ContributionFundings_contribution @alias(as: "forFundings")
        lineage {
          ...Lineage_rows
        }
        ...ContributionUnits_contribution @alias(as: "forUnits")
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
} as const satisfies Record<string, Pair<unknown>>;

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
  const { node } = useLoad<ContributionPageQuery>(
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
      {receiving && <ReceiveContribution intention={node.id} onClose={() => setReceiving(false)} />}
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
        {node.fundings.length > 0 && node.forFundings ? (
          <ContributionFundings contribution={node.forFundings} />
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
      {node.lineage && <Lineage rows={node.lineage} />}
      {node.forUnits && <ContributionUnits contribution={node.forUnits} />}
      <History steps={node.timeline} states={contributionState} />
    </Observation>
  );
}
