import { number } from '../../format/numbers.ts';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { midSentence } from '../../words/glossary.ts';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import { receivedBy } from '../../words/received.ts';
import type { ArrivedQuery } from '../__generated__/ArrivedQuery.graphql.ts';
import { deliveriesOf } from '../shared/deliveryRows.ts';
import { packageNameOf } from '../shared/units.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Deliveries.module.css';

const document: Doc<ArrivedQuery> = graphql`
  query ArrivedQuery($since: Date!) {
    province {
      arrivals(since: $since) {
        package {
          code
        }
        received
        receivedByUnit
        units
      }
    }
  }
`;

const words = {
  arrived: ['Sampai dalam tujuh hari ini', 'Arrived in these seven days'],
  arrivedRows: ['Lihat kirimannya', 'See the deliveries'],
  arrivedAt: [
    (n: string, what: string, units: string) => `${n} ${what} di ${units} unit`,
    (n: string, what: string, units: string) => `${n} × ${what} in ${counted(units, 'unit')}`,
  ],
  nothing: [
    'Belum ada kiriman yang terbukti sampai dalam tujuh hari ini.',
    'No delivery has been proven to arrive in these seven days.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** What arrived this week, by whose word, and the deliveries behind it. */
export function Part({ since }: { since: string }) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(document, { since });
  if (error) return <ErrorState code={error.code} onAgain={again} />;
  if (!data) return <Loading lines={3} />;
  const rows = data.province?.arrivals ?? [];
  const deliveries = (paket?: string) => deliveriesOf({ paket, sejak: since });
  return (
    <Section title={t(words.arrived)} aside={<a href={deliveries()}>{t(words.arrivedRows)}</a>}>
      {rows.length === 0 && <p className={css.soft}>{t(words.nothing)}</p>}
      <ul className={css.arrived}>
        {rows.map((row) => (
          <li key={row.package.code}>
            <a href={deliveries(row.package.code)}>
              {t(words.arrivedAt)(
                number(row.received, lang),
                midSentence(t(packageNameOf(row.package.code))),
                number(row.units, lang),
              )}
            </a>
            <p>{receivedBy(row.received, row.receivedByUnit, lang)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
