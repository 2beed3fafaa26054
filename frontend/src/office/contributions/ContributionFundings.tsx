import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ContributionFundings_contribution$key } from '../__generated__/ContributionFundings_contribution.graphql.ts';
import { useObserved, within } from '../organisations/observed/Observation.tsx';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment ContributionFundings_contribution on Contribution {
    fundings {
      id
      amount
      packages
      releasedOn
      package {
        code
      }
      pledge {
        id
        number
      }
    }
  }
`;

const words = {
  became: ['Menjadi apa', 'What it became'],
  pledge: ['Janji bantuan', 'Pledge'],
  package: ['Paket', 'Package'],
  packages: ['Jumlah paket', 'Packages'],
  amount: ['Biaya', 'Cost'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
} as const satisfies Record<string, Pair<unknown>>;

type ContributionFundingsProps = { contribution: ContributionFundings_contribution$key };

/** What the money became: packages, each with its cost. */
export function ContributionFundings({ contribution }: ContributionFundingsProps) {
  const t = useText();
  const observed = useObserved();
  const { fundings } = useFragment(fragment, contribution);
  const lang = useLang();
  const pledge = {
    name: 'pledge',
    head: t(words.pledge),
    cell: (row: (typeof fundings)[number]) =>
      row.pledge ? (
        <a href={within(to.pledge(row.pledge.id), observed)}>{row.pledge.number}</a>
      ) : (
        '–'
      ),
  };
  return (
    <Table
      caption={t(words.became)}
      captionUnseen
      rows={fundings}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'package',
          head: t(words.package),
          names: true,
          cell: (row) => (
            <>
              {t(packageNameOf(row.package.code))}
              {row.releasedOn && (
                <>
                  {' '}
                  <Chip tone="stopped">{t(words.released)(day(row.releasedOn, lang))}</Chip>
                </>
              )}
            </>
          ),
        },
        {
          name: 'packages',
          head: t(words.packages),
          figures: true,
          by: (row) => row.packages,
          cell: (row) => number(row.packages, lang),
        },
        {
          name: 'amount',
          head: t(words.amount),
          figures: true,
          by: (row) => Number(row.amount),
          cell: (row) => rupiah(row.amount, lang),
        },
        // Pledges are their parties' to see: who gave money sees the packages and units alone.
        ...(fundings.some((row) => row.pledge) ? [pledge] : []),
      ]}
    />
  );
}
