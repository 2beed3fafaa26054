import { graphql, useFragment } from 'react-relay/hooks';
import { day, moment } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { names } from '../../ui/names.ts';
import { type Lang, type Pair, textIn, useLang, useText } from '../../words/lang.ts';
import type { Entry_entry$data, Entry_entry$key } from '../__generated__/Entry_entry.graphql.ts';
import { unitName } from '../shared/names.ts';
import { type Office, useOffice } from '../shell/viewer.ts';
import css from './Inbox.module.css';
import { pageOf } from './page.ts';
import { type Facts, kinds, outcomes } from './words.ts';

const fragment = graphql`
  fragment Entry_entry on InboxEntry {
    id
    kind
    recorded
    readAt
    by {
      name
    }
    pledge {
      id
      number
    }
    contribution {
      id
    }
    shipment {
      id
      number
    }
    handover {
      id
    }
    unit {
      name
      kind
      kelurahan {
        name
      }
    }
    subject {
      id
      name
    }
    packages
    amount
    day
    days
    detail
  }
`;

const words = {
  isNew: ['Baru', 'New'],
  pledge: [(n: string) => `janji ${n}`, (n: string) => `pledge ${n}`],
  shipment: [(n: string) => `pengiriman ${n}`, (n: string) => `shipment ${n}`],
  several: ['beberapa janji', 'several pledges'],
  units: ['beberapa unit', 'several units'],
  packages: [
    (n: string) => `${n} paket`,
    (n: string) => `${n} ${n === '1' ? 'package' : 'packages'}`,
  ],
  pemprov: ['Pemprov', 'The provincial government'],
  on: [(n: string) => `tanggal ${n}`, (n: string) => `of ${n}`],
  inDays: [
    (n: string, on: string) => `${n} hari lagi, ${on}`,
    (n: string, on: string) => `in ${n} days, on ${on}`,
  ],
  lastDay: [(on: string) => `hari ini, ${on}`, (on: string) => `today, ${on}`],
} as const satisfies Record<string, Pair<unknown>>;

function whenOf(entry: Entry_entry$data, lang: Lang): string {
  if (!entry.day) return '';
  const on = day(entry.day, lang);
  if (entry.days == null) return textIn(words.on, lang)(on);
  return entry.days > 0
    ? textIn(words.inDays, lang)(number(entry.days, lang), on)
    : textIn(words.lastDay, lang)(on);
}

/** What the entry says, in the reader's language. */
function sentenceOf(entry: Entry_entry$data, lang: Lang): string {
  const t = <T,>(pair: Pair<T>) => textIn(pair, lang);
  const { pledge, shipment, unit, packages, amount, subject, detail } = entry;
  const outcome = outcomes[detail ?? ''];
  const facts: Facts = {
    thing: pledge
      ? t(words.pledge)(pledge.number)
      : shipment
        ? t(words.shipment)(shipment.number)
        : t(words.several),
    unit: unit ? unitName(unit) : t(words.units),
    packages: packages == null ? '' : t(words.packages)(number(packages, lang)),
    by: entry.by?.name ?? t(words.pemprov),
    amount: amount ? rupiah(amount, lang) : '',
    subject: subject?.name ?? '',
    when: whenOf(entry, lang),
    outcome: outcome ? t(outcome) : '',
  };
  const sentence = t(kinds[entry.kind].sentence)(facts);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** One entry: what happened, when, and whether it is new. It leads to what it speaks of. */
export function Entry(props: { entry: Entry_entry$key; onOpen: (id: string) => void }) {
  const t = useText();
  const lang = useLang();
  const office: Office = useOffice();
  const entry = useFragment(fragment, props.entry);
  const isNew = !entry.readAt;
  return (
    <li className={names(css.entry, isNew && css.isNew)} data-row>
      <a
        className={css.link}
        href={pageOf(entry, office, lang)}
        onClick={() => isNew && props.onOpen(entry.id)}
      >
        {isNew && <span className={css.new}>{t(words.isNew)}</span>}
        <span className={css.sentence}>{sentenceOf(entry, lang)}</span>
      </a>
      <time className={css.time} dateTime={entry.recorded}>
        {moment(entry.recorded, lang)}
      </time>
    </li>
  );
}
