import { graphql } from 'react-relay/hooks';
import { days, moment } from '../../format/dates.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty, Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { channel } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { pledgeState } from '../../words/pledges.ts';
import type { PledgePageQuery } from '../__generated__/PledgePageQuery.graphql.ts';
import { PledgeDocuments } from '../documents/PledgeDocuments.tsx';
import { Observation, observedList, useObserved } from '../organisations/observed/Observation.tsx';
import { History } from '../shared/History.tsx';
import { globalId, to } from '../shell/address.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { EarlyNotice } from './EarlyNotice.tsx';
import { PledgeActions } from './PledgeActions.tsx';
import { PledgeAllocations } from './PledgeAllocations.tsx';
import { PledgeDeliveries } from './PledgeDeliveries.tsx';
import { PledgeFundings } from './PledgeFundings.tsx';
import { PledgeLines } from './PledgeLines.tsx';
import { PledgeReassignments } from './PledgeReassignments.tsx';
import { Tracking } from './Tracking.tsx';
import { WaitingFor } from './WaitingFor.tsx';

const document = graphql`
  query PledgePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        publicCode
        channel
        state
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
        timeline {
          ...History_steps
        }
        ...PledgeLines_pledge @alias(as: "forLines")
        ...PledgeAllocations_pledge @alias(as: "forAllocations")
        ...PledgeDeliveries_pledge @alias(as: "forDeliveries")
        ...PledgeDocuments_pledge @alias(as: "forDocuments")
        ...PledgeFundings_pledge @alias(as: "forFundings")
        ...PledgeActions_pledge @alias(as: "forActs")
        ...PledgeReassignments_pledge @alias(as: "forReassignments")
        ...WaitingFor_pledge @alias(as: "forTurn")
        ...EarlyNotice_pledge @alias(as: "forEarly")
        withdrawals {
          id
          state
        }
        short
        closings {
          id
          state
        }
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
  state: ['Keadaan', 'State'],
  withdrawals: ['Ada permintaan penarikan', 'Its withdrawal was requested'],
  short: ['Yang datang kurang dari yang dijanjikan', 'Less came than was promised'],
  closed: ['Ada yang ditutup kurang', 'Some of it was closed short'],
  seeShort: ['Lihat kekurangannya', 'See what is lacking'],
  see: ['Buka permintaan', 'Open the request'],
} as const satisfies Record<string, Pair<unknown>>;

export function Page() {
  const t = useText();
  const lang = useLang();
  const id = globalId('Pledge', useNumber());
  const { organisation } = useOffice();
  const observed = useObserved();
  const { node: pledge } = useLoad<PledgePageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<PledgePageQuery>(
    document,
    { id },
    (change) =>
      change.thingId === id || change.thing === 'WITHDRAWAL' || change.thing === 'CLOSING',
  );
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
        action={!observed && pledge.forActs && <PledgeActions pledge={pledge.forActs} />}
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
      {!observed && pledge.forTurn && <WaitingFor pledge={pledge.forTurn} />}
      {pledge.forEarly && <EarlyNotice pledge={pledge.forEarly} />}
      {pledge.withdrawals && pledge.withdrawals.length > 0 && (
        <Notice tone="note" title={t(words.withdrawals)}>
          <a href={to.withdrawal(id)}>{t(words.see)}</a>
        </Notice>
      )}
      {(pledge.short || (pledge.closings && pledge.closings.length > 0)) && (
        <Notice tone="note" title={t(pledge.short ? words.short : words.closed)}>
          <a href={to.closing(id)}>{t(words.seeShort)}</a>
        </Notice>
      )}
      {pledge.forReassignments && <PledgeReassignments pledge={pledge.forReassignments} />}
      {pledge.note && (
        <Section title={t(words.note)}>
          <p>{pledge.note}</p>
        </Section>
      )}
      {pledge.forLines && <PledgeLines pledge={pledge.forLines} />}
      {pledge.forAllocations && <PledgeAllocations pledge={pledge.forAllocations} />}
      {pledge.forDeliveries && <PledgeDeliveries pledge={pledge.forDeliveries} />}
      {pledge.forDocuments && <PledgeDocuments pledge={pledge.forDocuments} />}
      {pledge.forFundings && <PledgeFundings pledge={pledge.forFundings} own={own} />}
      {pledge.publicCode && <Tracking code={pledge.publicCode} />}
      {pledge.timeline && <History steps={pledge.timeline} states={pledgeState} />}
    </Observation>
  );
}
