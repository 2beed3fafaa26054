import { ByDay, type Day, type PhaseSpan } from '../../ui/charts/ByDay.tsx';
import { useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';

type Props = {
  /** Whose, and how the rows call the side on which it stands. */
  organisation: string;
  side: string;
  at: string;
  /** What stood at the end of each day, of every package. */
  days: readonly (Day & { readonly package: { readonly code: string } })[];
  phases: readonly PhaseSpan[];
};

/** How an organisation's packages came along, a chart for each kind. */
export function Part({ organisation, side, at, days, phases }: Props) {
  const t = useText();
  const codes = days
    .map((row) => row.package.code)
    .filter((code, index, all) => all.indexOf(code) === index);
  return (
    <>
      {codes.map((code) => {
        const rows = days.filter((row) => row.package.code === code);
        return rows[rows.length - 1]?.committed ? (
          <ByDay
            key={code}
            id={`hari-${code.toLowerCase()}`}
            what={t(packageNameOf(code))}
            days={rows}
            phases={phases}
            asOf={at}
            rowsOf={(until) =>
              withQuery(to.recapRows, {
                paket: code,
                organisasi: organisation,
                sisi: side,
                sampai: until,
              })
            }
          />
        ) : null;
      })}
    </>
  );
}
