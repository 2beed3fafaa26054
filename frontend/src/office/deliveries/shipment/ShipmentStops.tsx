import { graphql, useFragment } from 'react-relay/hooks';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ShipmentStops_shipment$key } from '../../__generated__/ShipmentStops_shipment.graphql.ts';
import { usePart } from './part.ts';
import { ShipmentStop } from './ShipmentStop.tsx';

const fragment = graphql`
  fragment ShipmentStops_shipment on Shipment {
    id
    state
    dispatchedOn
    executor {
      id
    }
    stops {
      id
      ...ShipmentStop_stop
    }
  }
`;

const words = {
  stops: ['Pemberhentian', 'Stops'],
} as const satisfies Record<string, Pair>;

/** The stops of a trip in order, with what they get and got. */
export function ShipmentStops({ shipment }: { shipment: ShipmentStops_shipment$key }) {
  const t = useText();
  const { executor, stops, dispatchedOn } = useFragment(fragment, shipment);
  const part = usePart(executor.id);
  return (
    <Section title={t(words.stops)}>
      {stops.map((stop) => (
        <ShipmentStop key={stop.id} stop={stop} part={part} left={dispatchedOn ?? undefined} />
      ))}
    </Section>
  );
}
