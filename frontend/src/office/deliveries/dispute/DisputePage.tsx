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
import { AttachFile } from '../shipment/AttachFile.tsx';
import { HandoverFacts } from '../shipment/HandoverFacts.tsx';
import { usePart } from '../shipment/part.ts';
import { DecideHandover } from './DecideHandover.tsx';

const document = graphql`
  query DisputePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Handover {
        id
        state
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
          ...History_steps
        }
        ...HandoverFacts_handover @alias(as: "forFacts")
        ...DecideHandover_handover @alias(as: "forActs")
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
  if (!handover?.unit || !handover.shipment) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  return (
    <ReadAgain<DisputePageQuery> document={document} variables={{ id }}>
      <PageHead
        back={{ href: to.shipment(handover.shipment.id), label: handover.shipment.number }}
        title={unitName(handover.unit)}
        lead={handover.executor?.name}
        action={
          handover.state === 'DISPUTED' &&
          handover.forActs && <DecideHandover handover={handover.forActs} part={part} />
        }
      />
      <Section
        title={t(words.both)}
        aside={
          part === 'EXECUTOR' &&
          handover.state !== 'SUPERSEDED' && (
            <AttachFile of={{ handover: id }} kinds={['STACK_PHOTO', 'SIGNATURE', 'PAPER']} />
          )
        }
      >
        {handover.forFacts && <HandoverFacts handover={handover.forFacts} />}
      </Section>
      {handover.timeline && <History steps={handover.timeline} states={handoverState} />}
    </ReadAgain>
  );
}
