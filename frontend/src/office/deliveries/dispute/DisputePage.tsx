import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { PageHead, Section } from '../../../ui/shell/Page.tsx';
import { handoverState } from '../../../words/deliveries.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { DisputePageQuery } from '../../__generated__/DisputePageQuery.graphql.ts';
import { History } from '../../shared/History.tsx';
import { unitName } from '../../shared/names.ts';
import { globalId, to } from '../../shell/address.ts';
import { ReadAgain } from '../../shell/live/again.tsx';
import { ofDeliveries, useRefreshed } from '../../shell/live/refresh.ts';
import { useLoad } from '../../shell/load.ts';
import { useNumber } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { AttachFile } from '../shipment/AttachFile.tsx';
import { HandoverFacts } from '../shipment/HandoverFacts.tsx';
import { usePart } from '../shipment/part.ts';
import { Accounts } from './Accounts.tsx';
import { Deadline } from './Deadline.tsx';
import { DecideHandover } from './DecideHandover.tsx';
import { Decision } from './Decision.tsx';
import { Messages } from './Messages.tsx';

const document = graphql`
  query DisputePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Handover {
        id
        state
        disputedOn
        dueOn
        unit {
          name
          kind
          kelurahan {
            name
          }
        }
        executor {
          id
          name
        }
        shipment {
          id
          number
        }
        timeline {
          id
          ...History_steps
        }
        ...HandoverFacts_handover @alias(as: "forFacts")
        ...accounts_handover @alias(as: "forAccounts")
        ...Messages_handover @alias(as: "forMessages")
        ...Decision_handover @alias(as: "forDecision")
      }
    }
  }
`;

const words = {
  none: [
    'Serah terima ini tidak ada, atau bukan untuk Anda',
    'No such handover, or not yours to see',
  ],
  home: ['Ringkasan', 'Overview'],
  arriving: ['Kiriman', 'Deliveries'],
  both: ['Serah terima dan bukti', 'Handover and proofs'],
} as const satisfies Record<string, Pair>;

/** A handover: its counts, proofs and files, and what ends a dispute about it. */
export function Page() {
  const t = useText();
  const id = globalId('Handover', useNumber());
  const { node: handover } = useLoad<DisputePageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<DisputePageQuery>(document, { id }, ofDeliveries);
  const part = usePart(handover?.executor?.id);
  const { acts, organisation } = useOffice();
  if (!handover?.unit || !handover.shipment) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  const { forAccounts, forMessages, forDecision, forFacts, timeline } = handover;
  const open = handover.state === 'DISPUTED';
  // Where the Pemprov itself delivers, it decides all the same: another person does.
  const decider = acts && organisation.kind === 'PEMPROV' ? 'PEMPROV' : part;
  return (
    <ReadAgain<DisputePageQuery> document={document} variables={{ id }}>
      <PageHead
        back={
          part === 'OFFICER'
            ? { href: to.arriving, label: t(words.arriving) }
            : { href: to.shipment(handover.shipment.id), label: handover.shipment.number }
        }
        title={unitName(handover.unit)}
        lead={handover.executor?.name}
        action={open && forAccounts && <DecideHandover handover={forAccounts} part={decider} />}
      />
      {open && handover.dueOn && <Deadline due={handover.dueOn} />}
      {handover.disputedOn && !open && forDecision && <Decision handover={forDecision} />}
      {handover.disputedOn && forAccounts && <Accounts handover={forAccounts} />}
      {handover.disputedOn && forMessages && <Messages handover={forMessages} part={decider} />}
      <Section
        title={t(words.both)}
        aside={
          part === 'EXECUTOR' &&
          handover.state !== 'SUPERSEDED' && (
            <AttachFile of={{ handover: id }} kinds={['STACK_PHOTO', 'SIGNATURE', 'PAPER']} />
          )
        }
      >
        {forFacts && <HandoverFacts handover={forFacts} />}
      </Section>
      {timeline && timeline.length > 0 && <History steps={timeline} states={handoverState} />}
    </ReadAgain>
  );
}
