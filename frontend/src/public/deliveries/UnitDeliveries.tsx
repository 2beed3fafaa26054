import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { type Step, Timeline } from '../../ui/Facts.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitDeliveries_unit$data } from '../__generated__/UnitDeliveries_unit.graphql.ts';
import { HowProven } from '../shared/HowProven.tsx';
import { packageNameOf } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Fragment, graphql } from '../shell/read.ts';
import css from './Deliveries.module.css';

graphql`
  fragment UnitDeliveries_unit on Unit {
    deliveries(first: 50) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        dispatched
        dispatchedOn
        received
        receivedOn
        ...HowProven_delivery @relay(mask: false)
        package {
          code
        }
        giver {
          id
          name
        }
        executor {
          name
        }
        commitment {
          committedOn
        }
      }
    }
  }
`;

const words = {
  title: ['Kiriman untuk unit ini', 'Deliveries to this unit'],
  none: [
    'Belum ada kiriman yang berangkat. Kiriman tampil di sini sejak hari berangkatnya.',
    'Nothing has left yet. A delivery appears here from the day it leaves.',
  ],
  more: [
    'Yang terbaru di atas; yang lebih lama ada di Transparansi.',
    'The newest are above; older ones are under Transparency.',
  ],
  what: [
    (n: string, what: string) => `${n} ${what}`,
    (n: string, what: string) => `${n} × ${what}`,
  ],
  from: [
    (giver: string, executor: string) =>
      giver === executor ? ', diantar sendiri' : `, diantar ${executor}`,
    (giver: string, executor: string) =>
      giver === executor ? ', delivered by itself' : `, delivered by ${executor}`,
  ],
  committed: ['Komitmen', 'Committed'],
  left: [(n: string) => `${n} berangkat`, (n: string) => `${n} left`],
  received: [(n: string) => `${n} diterima`, (n: string) => `${n} received`],
  handed: ['Serah terima', 'Handover'],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = Fragment<UnitDeliveries_unit$data>;
type Delivery = UnitData['deliveries']['nodes'][number];

function useSteps(delivery: Delivery): Step[] {
  const t = useText();
  const lang = useLang();
  const { received, receivedOn, happenedOn, recordedLateOn, state } = delivery;
  const when = receivedOn ?? happenedOn;
  return [
    {
      key: 'committed',
      what: t(words.committed),
      when: day(delivery.commitment.committedOn, lang),
      done: true,
    },
    {
      key: 'left',
      what: t(words.left)(number(delivery.dispatched, lang)),
      when: day(delivery.dispatchedOn, lang),
      done: true,
    },
    {
      key: 'received',
      what: receivedOn ? t(words.received)(number(received, lang)) : t(words.handed),
      when: when ? day(when, lang) : undefined,
      note: (state !== 'ON_THE_WAY' || recordedLateOn) && <HowProven delivery={delivery} />,
      done: receivedOn !== null && receivedOn !== undefined,
    },
  ];
}

function DeliveryCard({ delivery }: { delivery: Delivery }) {
  const t = useText();
  const lang = useLang();
  const { giver, executor } = delivery;
  return (
    <li className={css.delivery}>
      <div>
        <h3>
          {t(words.what)(
            number(delivery.dispatched, lang),
            midSentence(t(packageNameOf(delivery.package.code))),
          )}
        </h3>
        <p className={css.soft}>
          <a href={to.organisation(giver.id)}>{giver.name}</a>
          {t(words.from)(giver.name, executor.name)}
        </p>
      </div>
      <Timeline steps={useSteps(delivery)} />
    </li>
  );
}

/** What left for the unit, the newest first: day, packages, by whom, how it was proven. */
export function Part({ unit }: { unit: UnitData }) {
  const t = useText();
  const { nodes, pageInfo } = unit.deliveries;
  return (
    <Section id="kiriman" title={t(words.title)}>
      {nodes.length === 0 && <p className={css.soft}>{t(words.none)}</p>}
      <ul className={css.deliveries}>
        {nodes.map((each) => (
          <DeliveryCard key={each.id} delivery={each} />
        ))}
      </ul>
      {pageInfo.hasNextPage && <p className={css.soft}>{t(words.more)}</p>}
    </Section>
  );
}
