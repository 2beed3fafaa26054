import { graphql, useFragment } from 'react-relay/hooks';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeFundings_pledge$key } from '../__generated__/PledgeFundings_pledge.graphql.ts';
import { useObserved, within } from '../organisations/observed/Observation.tsx';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment PledgeFundings_pledge on Pledge {
    id
    channel
    fundings {
      id
      amount
      packages
      releasedOn
      package {
        code
      }
      contribution {
        id
        number
        giver {
          name
        }
      }
    }
  }
`;

const words = {
  money: ['Sumber dana', 'Paid for by'],
  fund: ['Atur sumber dana', 'Bind money'],
  contribution: ['Kontribusi', 'Contribution'],
  giver: ['Pemberi', 'Giver'],
  package: ['Paket', 'Package'],
  amount: ['Biaya', 'Cost'],
} as const satisfies Record<string, Pair>;

type PledgeFundingsProps = { pledge: PledgeFundings_pledge$key; own: boolean };

/** The money that pays for a pledge. */
export function PledgeFundings({ pledge: key, own }: PledgeFundingsProps) {
  const t = useText();
  const lang = useLang();
  const { organisation, acts } = useOffice();
  const observed = useObserved();
  const pledge = useFragment(fragment, key);
  const mayFund = own && acts && organisation.kind === 'AGGREGATOR' && pledge.channel === 'DIRECT';
  const rows = pledge.fundings.filter((row) => !row.releasedOn);
  if (rows.length === 0 && !mayFund) return null;
  return (
    <Section
      title={t(words.money)}
      aside={mayFund && <Button href={to.fund(pledge.id)}>{t(words.fund)}</Button>}
    >
      {rows.length > 0 && (
        <Table
          caption={t(words.money)}
          captionUnseen
          rows={rows}
          keyOf={(row) => row.id}
          columns={[
            {
              name: 'contribution',
              head: t(words.contribution),
              names: true,
              cell: (row) => (
                <a href={within(to.contribution(row.contribution.id), observed)}>
                  {row.contribution.number}
                </a>
              ),
            },
            {
              name: 'giver',
              head: t(words.giver),
              cell: (row) => row.contribution.giver.name,
            },
            {
              name: 'packages',
              head: t(words.package),
              figures: true,
              cell: (row) =>
                `${number(row.packages, lang)} × ${t(packageNameOf(row.package.code))}`,
            },
            {
              name: 'amount',
              head: t(words.amount),
              figures: true,
              cell: (row) => rupiah(row.amount, lang),
            },
          ]}
        />
      )}
    </Section>
  );
}
