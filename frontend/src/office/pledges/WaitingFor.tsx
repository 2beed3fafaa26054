import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Notice } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { WaitingFor_pledge$key } from '../__generated__/WaitingFor_pledge.graphql.ts';
import css from './WaitingFor.module.css';

const fragment = graphql`
  fragment WaitingFor_pledge on Pledge {
    state
    channel
    holdExpiresAt
    executor {
      name
    }
    lines {
      id
      unallocated
    }
    allocations {
      id
      state
      quantity
    }
  }
`;

const words = {
  answer: [
    (who: string) => `Menunggu jawaban ${who}.`,
    (who: string) => `Waiting for an answer of ${who}.`,
  ],
  direct: [
    (n: string, who: string) => `${n} paket menunggu tujuan dari ${who}.`,
    (n: string, who: string) => `${n} packages wait to be directed to units by ${who}.`,
  ],
  confirm: [
    (n: string) => `${n} paket menunggu konfirmasi Pemprov.`,
    (n: string) => `${n} packages wait for the provincial government to confirm them.`,
  ],
  expires: [
    (when: string) => `Tempatnya ditahan sampai ${when}.`,
    (when: string) => `Its places are held until ${when}.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Who has to act next on a pledge, and until when. */
export function WaitingFor({ pledge: key }: { pledge: WaitingFor_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const pledge = useFragment(fragment, key);
  const executor = pledge.executor.name;
  const open = pledge.lines.reduce((sum, line) => sum + line.unallocated, 0);
  const held = pledge.allocations
    .filter((each) => each.state === 'HELD')
    .reduce((sum, each) => sum + each.quantity, 0);
  const running = pledge.state === 'ACCEPTED' || pledge.state === 'COMMITTED';
  const submitted = pledge.state === 'SUBMITTED';
  const answer = submitted && pledge.channel !== 'DIRECT';
  const lines = [
    answer && t(words.answer)(executor),
    running && open > 0 && t(words.direct)(number(open, lang), executor),
    (running || submitted) && !answer && held > 0 && t(words.confirm)(number(held, lang)),
    submitted && pledge.holdExpiresAt && t(words.expires)(moment(pledge.holdExpiresAt, lang)),
  ].filter((line) => !!line);
  if (lines.length === 0) return null;
  return (
    <div className={css.turn}>
      <Notice tone="note">{lines.join(' ')}</Notice>
    </div>
  );
}
