import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { proofMethod } from '../../words/deliveries.ts';
import { deliveryState, proofSide } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { HowProven_delivery$data } from '../__generated__/HowProven_delivery.graphql.ts';
import { type Fragment, graphql } from '../shell/read.ts';

graphql`
  fragment HowProven_delivery on Delivery {
    state
    happenedOn
    damaged
    missing
    broughtBack
    unsettled
    provenBy
    provenHow
    corrected
    received
    receivedBefore
    recordedLateOn
  }
`;

const words = {
  handed: [(when: string) => `diserahkan ${when}`, (when: string) => `handed over on ${when}`],
  late: [
    (when: string) => `dicatat belakangan pada ${when}`,
    (when: string) => `recorded late, on ${when}`,
  ],
  leftLate: [
    (when: string) => `berangkatnya dicatat belakangan pada ${when}`,
    (when: string) => `its departure was recorded late, on ${when}`,
  ],
  damaged: [(n: string) => `${n} rusak`, (n: string) => `${n} damaged`],
  missing: [(n: string) => `${n} kurang`, (n: string) => `${n} missing`],
  back: [(n: string) => `${n} dibawa kembali`, (n: string) => `${n} brought back`],
  unsettled: [(n: string) => `${n} belum diselesaikan`, (n: string) => `${n} not settled`],
  corrected: ['angkanya dikoreksi', 'numbers were corrected'],
  correctedFrom: [
    (before: string, now: string) => `dikoreksi: sebelumnya ${before} diterima, sekarang ${now}`,
    (before: string, now: string) => `corrected: ${before} received before, now ${now}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** How far a delivery has come: its proof, by whose word, and what of it did not arrive. */
export function HowProven({ delivery }: { delivery: Fragment<HowProven_delivery$data> }) {
  const t = useText();
  const lang = useLang();
  const state = deliveryState[delivery.state];
  const count = (packages: number, pair: Pair<(n: string) => string>) =>
    packages > 0 && t(pair)(number(packages, lang));
  const correction = () => {
    const { corrected, received, receivedBefore } = delivery;
    // While two sides differ, nothing is corrected yet.
    if (!corrected || delivery.state === 'DISPUTED') return '';
    if (receivedBefore == null || receivedBefore === received) return t(words.corrected);
    return t(words.correctedFrom)(number(receivedBefore, lang), number(received, lang));
  };
  const { happenedOn, recordedLateOn } = delivery;
  // What was handed over on a later day had only its departure recorded late.
  const handedLate = happenedOn && recordedLateOn && happenedOn <= recordedLateOn;
  const facts = [
    delivery.provenBy &&
      delivery.provenHow &&
      `${t(proofSide[delivery.provenBy])}: ${t(proofMethod[delivery.provenHow])}`,
    (delivery.state === 'REPORTED' || handedLate) &&
      happenedOn &&
      t(words.handed)(day(happenedOn, lang)),
    recordedLateOn && t(handedLate ? words.late : words.leftLate)(day(recordedLateOn, lang)),
    count(delivery.damaged, words.damaged),
    count(delivery.missing, words.missing),
    count(delivery.unsettled, words.unsettled),
    count(delivery.broughtBack, words.back),
    correction(),
  ].filter(Boolean);
  return (
    <>
      {state && <Chip tone={state.tone}>{t(state.word)}</Chip>} {facts.join(', ')}
    </>
  );
}
