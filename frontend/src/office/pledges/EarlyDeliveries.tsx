import { graphql, useFragment } from 'react-relay/hooks';
import { day, dayOf } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import type { StateWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  EarlyDeliveries_pledge$data,
  EarlyDeliveries_pledge$key,
} from '../__generated__/EarlyDeliveries_pledge.graphql.ts';
import type { EarlyDeliveriesTakeBackMutation } from '../__generated__/EarlyDeliveriesTakeBackMutation.graphql.ts';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import css from '../shell/forms/Form.module.css';
import { usePageAction } from '../shell/live/again.tsx';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment EarlyDeliveries_pledge on Pledge {
    giver {
      id
    }
    earlyDeliveries {
      id
      state
      reason
      lateReason
      happenedOn
      recorded
      good
      damaged
      missing
      receiver
      vehicle
      note
      allocation {
        package {
          code
        }
        unit {
          name
          kind
          kelurahan {
            name
          }
        }
      }
      shipments {
        id
        number
      }
    }
  }
`;

const takeBack = graphql`
  mutation EarlyDeliveriesTakeBackMutation($input: TakeBackEarlyDeliveryInput!) {
    takeBackEarlyDelivery(input: $input) {
      ... on EarlyDeliveryTakenBack {
        earlyDelivery {
          id
          state
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Yang sudah diantar menurut pemberi', 'Delivered already, according to the giver'],
  what: [
    (what: string, where: string, when: string) => `${what} untuk ${where}, diserahkan ${when}`,
    (what: string, where: string, when: string) => `${what} for ${where}, handed over on ${when}`,
  ],
  good: [(n: string) => `${n} baik`, (n: string) => `${n} good`],
  damaged: [(n: string) => `${n} rusak`, (n: string) => `${n} damaged`],
  missing: [(n: string) => `${n} kurang`, (n: string) => `${n} missing`],
  recorded: [
    (when: string, why: string) => `Dicatat ${when}: ${why}`,
    (when: string, why: string) => `Recorded on ${when}: ${why}`,
  ],
  ended: [(why: string) => `Alasan: ${why}`, (why: string) => `Reason: ${why}`],
  lapsed: ['Batas waktu janjinya lewat.', 'The hold of its pledge expired.'],
  receiver: [(who: string) => `diterima ${who}`, (who: string) => `received by ${who}`],
  back: ['Batalkan catatan', 'Take back'],
} as const satisfies Record<string, Pair<unknown>>;

const states: Record<string, StateWord> = {
  WAITING: { tone: 'waiting', word: ['menunggu konfirmasi', 'awaiting confirmation'] },
  BOOKED: { tone: 'good', word: ['dibukukan', 'booked'] },
  ENDED: { tone: 'stopped', word: ['berakhir bersama janjinya', 'ended with its pledge'] },
  TAKEN_BACK: { tone: 'plain', word: ['dibatalkan', 'taken back'] },
};

type Row = EarlyDeliveries_pledge$data['earlyDeliveries'][number];

/** Why it was taken back, or ended with its pledge. */
function Ended({ row }: { row: Row }) {
  const t = useText();
  if ((row.state !== 'ENDED' && row.state !== 'TAKEN_BACK') || !row.reason) return null;
  return <p>{row.reason === 'LAPSED' ? t(words.lapsed) : t(words.ended)(row.reason)}</p>;
}

function EarlyDelivery({ row, own }: { row: Row; own: boolean }) {
  const t = useText();
  const lang = useLang();
  const taking = usePageAction<EarlyDeliveriesTakeBackMutation>(takeBack);
  const state = states[row.state];
  const count = (packages: number, pair: Pair<(n: string) => string>) =>
    packages > 0 && t(pair)(number(packages, lang));
  const facts = [
    count(row.good, words.good),
    count(row.damaged, words.damaged),
    count(row.missing, words.missing),
    row.receiver && t(words.receiver)(row.receiver),
    row.vehicle,
    row.note,
  ].filter(Boolean);
  const { unit, package: kind } = row.allocation;
  return (
    <Notice tone="note">
      <p>
        {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}{' '}
        {t(words.what)(t(packageNameOf(kind.code)), unitName(unit), day(row.happenedOn, lang))}
      </p>
      <p>{facts.join(', ')}</p>
      <p>{t(words.recorded)(day(dayOf(row.recorded), lang), row.lateReason)}</p>
      <Ended row={row} />
      {row.shipments.map((shipment) => (
        <p key={shipment.id}>
          <a href={to.shipment(shipment.id)}>{shipment.number}</a>
        </p>
      ))}
      {own && row.state === 'WAITING' && (
        <div className={css.buttons}>
          <ReasonAct
            act={t(words.back)}
            of={taking}
            title={t(words.back)}
            onConfirm={(reason, close) => taking.act({ earlyDelivery: row.id, reason }, close)}
          />
        </div>
      )}
    </Notice>
  );
}

/** What the giver delivered itself before its pledge was confirmed, and what became of it. */
export function EarlyDeliveries({ pledge: key }: { pledge: EarlyDeliveries_pledge$key }) {
  const t = useText();
  const { acts, organisation } = useOffice();
  const pledge = useFragment(fragment, key);
  if (pledge.earlyDeliveries.length === 0) return null;
  const own = acts && organisation.profile?.id === pledge.giver.id;
  return (
    <Section title={t(words.title)}>
      <div className={css.wide}>
        {pledge.earlyDeliveries.map((row) => (
          <EarlyDelivery key={row.id} row={row} own={own} />
        ))}
      </div>
    </Section>
  );
}
