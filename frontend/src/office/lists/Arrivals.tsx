import { number } from '../../format/numbers.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import css from './Arrivals.module.css';

const words = {
  pledges: [
    (n: string) => `${n} janji baru`,
    (n: string) => `${n} new ${n === '1' ? 'pledge' : 'pledges'}`,
  ],
  show: ['Tampilkan', 'Show'],
} as const satisfies Record<string, Pair<unknown>>;

/** A quiet line above a list: more is there, and comes into it when the reader says so. */
export function Arrivals({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useText();
  const lang = useLang();
  return (
    <div className={css.line} role="status">
      {count > 0 && (
        <button type="button" className={css.show} onClick={onShow}>
          {t(words.pledges)(number(count, lang))} · <span>{t(words.show)}</span>
        </button>
      )}
    </div>
  );
}
