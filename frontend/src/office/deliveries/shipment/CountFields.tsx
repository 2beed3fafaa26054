import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Quantity } from '../../../ui/Quantity.tsx';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import css from '../../shell/forms/Form.module.css';
import { type Count, outcomes, remainder, withRemainder } from './counts.ts';

const words = {
  of: [
    (name: string, n: string) => `${name}: ${n} dikirim`,
    (name: string, n: string) => `${name}: ${n} sent`,
  ],
  good: ['Baik', 'Good'],
  damaged: ['Rusak', 'Damaged'],
  missing: ['Kurang', 'Missing'],
  broughtBack: ['Dibawa kembali', 'Brought back'],
  left: [
    (n: string) => `${n} belum dicatat. Itu:`,
    (n: string) => `${n} not recorded yet. They are:`,
  ],
  meals: [
    'Makanan siap saji yang dibawa kembali tidak masuk gudang: dihitung rusak dan menunggu penyelesaian.',
    'Ready meals that are brought back are not stocked: they count as damaged and wait for a settlement.',
  ],
  over: [
    (n: string) => `${n} lebih banyak dari yang dikirim.`,
    (n: string) => `${n} more than were sent.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type CountFieldsProps = {
  /** The kind of package, as it is called. */
  name: string;
  sent: number;
  count: Count;
  /** How often it is needed; what is needed every day are ready meals. */
  every?: string;
  /** What came back is known already, and stands in `count`. */
  backFixed?: boolean;
  onCount: (count: Count) => void;
};

/** The count of one kind of package; what is not accounted for is offered. */
export function CountFields(props: CountFieldsProps) {
  const { name, sent, count, every, backFixed, onCount } = props;
  const t = useText();
  const lang = useLang();
  const left = remainder(sent, count);
  const shown = backFixed ? outcomes.filter((each) => each !== 'broughtBack') : outcomes;
  return (
    <fieldset>
      <legend className={css.legend}>{t(words.of)(name, number(sent, lang))}</legend>
      <div className={css.pair}>
        {shown.map((each) => (
          <Quantity
            key={each}
            label={t(words[each])}
            value={count[each]}
            onValue={(value) => onCount({ ...count, [each]: value })}
          />
        ))}
      </div>
      {backFixed && Number(count.broughtBack) > 0 && (
        <p className={css.why}>
          {t(words.broughtBack)}: {number(Number(count.broughtBack), lang)}
        </p>
      )}
      {every === 'DAY' && !backFixed && Number(count.broughtBack) > 0 && (
        <Notice tone="note">{t(words.meals)}</Notice>
      )}
      {left < 0 && <Notice tone="refused">{t(words.over)(number(-left, lang))}</Notice>}
      {left > 0 && count.good !== null && (
        <div className={css.buttons} role="status">
          <span>{t(words.left)(number(left, lang))}</span>
          {shown.slice(1).map((each) => (
            <Button key={each} onPress={() => onCount(withRemainder(sent, count, each))}>
              {t(words[each])}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
