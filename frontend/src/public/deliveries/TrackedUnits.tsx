import { day, days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { midSentence, rungWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { TrackedPledgeQuery } from '../__generated__/TrackedPledgeQuery.graphql.ts';
import { HowProven } from '../shared/HowProven.tsx';
import { packageNameOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import css from '../track/Track.module.css';

const words = {
  released: ['dilepas', 'released'],
  completed: ['selesai', 'completed'],
  amount: [
    (n: string, what: string) => `${n} ${what}`,
    (n: string, what: string) => `${n} × ${what}`,
  ],
  since: [(when: string) => `sejak ${when}`, (when: string) => `since ${when}`],
  window: [(when: string) => `waktu antar ${when}`, (when: string) => `to be delivered ${when}`],
  undecided: ['Unitnya belum ditentukan', 'Units not decided yet'],
  left: [
    (n: string, when: string) => `${n} berangkat ${when}`,
    (n: string, when: string) => `${n} left on ${when}`,
  ],
  came: [
    (n: string, when: string) => `${n} diterima ${when}`,
    (n: string, when: string) => `${n} received on ${when}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = NonNullable<TrackedPledgeQuery['response']['pledgeByCode']>;

const rungOf = {
  HELD: rungWord.pledged,
  COMMITTED: rungWord.committed,
  FULFILLED: words.completed,
  RELEASED: words.released,
} as const;
const toneOf = {
  HELD: 'waiting',
  COMMITTED: 'strong',
  FULFILLED: 'good',
  RELEASED: 'stopped',
} as const;

/** What left for one unit, and how each delivery was proven. */
function Deliveries({ deliveries }: Pick<Pledge, 'deliveries'>) {
  const t = useText();
  const lang = useLang();
  return (
    <>
      {deliveries.map((each) => (
        <p key={each.id}>
          {t(words.left)(number(each.dispatched, lang), day(each.dispatchedOn, lang))}
          {each.receivedOn && (
            <>, {t(words.came)(number(each.received, lang), day(each.receivedOn, lang))}</>
          )}{' '}
          <HowProven delivery={each} />
        </p>
      ))}
    </>
  );
}

/** For whom the packages are, and what of them is there. */
export function Part({ parts, deliveries }: Pick<Pledge, 'parts' | 'deliveries'>) {
  const t = useText();
  const lang = useLang();
  return (
    <ul>
      {parts.map((part) => {
        const { unit, since, windowStarts, windowEnds } = part;
        return (
          <li
            className={css.row}
            key={`${unit?.code} ${part.package.code} ${part.state} ${since} ${windowStarts}`}
          >
            <div>
              {unit ? (
                <a href={to.unit(unit.code)}>{unitName(unit)}</a>
              ) : (
                <span>{t(words.undecided)}</span>
              )}
              <p>
                {t(words.amount)(
                  number(part.quantity, lang),
                  midSentence(t(packageNameOf(part.package.code))),
                )}
                {windowStarts && windowEnds && (
                  <>, {t(words.window)(days(windowStarts, windowEnds, lang))}</>
                )}
              </p>
              <Deliveries
                deliveries={deliveries.filter(
                  (each) =>
                    each.unit.code === unit?.code && each.package.code === part.package.code,
                )}
              />
            </div>
            <div>
              <Chip tone={toneOf[part.state]}>{t(rungOf[part.state])}</Chip>
              {since && <p>{t(words.since)(day(since, lang))}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
