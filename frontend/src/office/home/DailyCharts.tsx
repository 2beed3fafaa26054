import { graphql, useFragment } from 'react-relay/hooks';
import { ByDay, type PhaseSpan } from '../../ui/charts/ByDay.tsx';
import { useText } from '../../words/lang.ts';
import { type Side, sides } from '../../words/sides.ts';
import type { DailyCharts_days$key } from '../__generated__/DailyCharts_days.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to, withQuery } from '../shell/address.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment DailyCharts_days on LadderDay @relay(plural: true) {
    package {
      code
    }
    day
    pledged
    committed
    received
  }
`;

type DailyChartsProps = {
  /** Distinguishes the charts of one page. */
  id: string;
  /** What stood at the end of each day; a chart for each package in it. */
  days: DailyCharts_days$key;
  phases: readonly PhaseSpan[];
  asOf: string;
  /** Whose; everybody's without. */
  organisation?: string;
  side?: Side;
  phase?: string | undefined;
};

/** How packages came along, a chart for each kind; the numbers open the rows behind them. */
export function DailyCharts({
  id,
  days: key,
  phases,
  asOf,
  organisation,
  side,
  phase,
}: DailyChartsProps) {
  const t = useText();
  const all = useFragment(fragment, key);
  const codes = [...new Set(all.map((row) => row.package.code))];
  return (
    <div className={css.charts}>
      {codes.map((code) => {
        const rows = all.filter((row) => row.package.code === code);
        const last = rows.at(-1);
        if (!last || last.pledged === 0) return null;
        return (
          <ByDay
            key={code}
            id={`${id}-${code.toLowerCase()}`}
            what={t(packageNameOf(code))}
            days={rows}
            phases={phases}
            asOf={asOf}
            rowsOf={(until) =>
              withQuery(to.publicRows, {
                paket: code,
                tahap: phase,
                organisasi: organisation,
                sisi: side && sides[side],
                sampai: until,
              })
            }
          />
        );
      })}
    </div>
  );
}
