import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { Answer } from '../../shell/forms/Answer.tsx';
import type { RequestError } from '../../shell/relay.ts';
import type { refreshed } from './shares.ts';

const words = {
  left: [(n: string) => `Tinggal ${n} paket.`, (n: string) => `Only ${n} packages are left.`],
  useLeft: ['Sesuaikan dengan sisanya', 'Take what is left'],
} as const satisfies Record<string, Pair<unknown>>;

type Full = Parameters<typeof refreshed>[1];
type Refusal = { readonly message: string; readonly need?: Full };

/** What was refused, by the code of the unit: others filled its need meanwhile. */
export function useRefused(refusal: Refusal | undefined): Record<string, string> {
  const t = useText();
  const lang = useLang();
  const full = refusal?.need;
  return full ? { [full.unit.code]: t(words.left)(number(full.remaining, lang)) } : {};
}

type SharesAnswerProps = {
  refusal: Refusal | undefined;
  failure: RequestError | undefined;
  /** Gives the unit whose need was filled what is left of it. */
  onTakeLeft: (need: Full) => void;
};

/** What the server said no with, and the way out where a need was filled meanwhile. */
export function SharesAnswer({ refusal, failure, onTakeLeft }: SharesAnswerProps) {
  const t = useText();
  const full = refusal?.need;
  return (
    <Answer refusal={refusal} failure={failure}>
      {full && full.remaining > 0 && (
        <Button onPress={() => onTakeLeft(full)}>{t(words.useLeft)}</Button>
      )}
    </Answer>
  );
}
