import { graphql, useFragment } from 'react-relay/hooks';
import { proofMethod } from '../../../words/deliveries.ts';
import type { Pair } from '../../../words/lang.ts';
import type {
  accounts_handover$data,
  accounts_handover$key,
} from '../../__generated__/accounts_handover.graphql.ts';
import { adopted } from '../shipment/counts.ts';

const fragment = graphql`
  fragment accounts_handover on Handover {
    id
    state
    counts {
      sent
      good
      damaged
      missing
      broughtBack
      package {
        id
        code
      }
    }
    proofs {
      id
      method
      side
      message
      happenedOn
      counts {
        good
        damaged
        package {
          id
          code
        }
      }
    }
    looks {
      id
      agrees
      note
      visitedOn
      counts {
        good
        damaged
        package {
          id
          code
        }
      }
    }
  }
`;

/** Whose count it is. */
export type Teller = 'REPORT' | 'UNIT' | 'VERIFIER';

type Numbers = NonNullable<ReturnType<typeof adopted>>[number];

/** What one side says of a handover. */
export type Account = {
  key: string;
  by: Teller;
  who: Pair;
  on: string | undefined;
  message: string;
  counts: readonly { good: number; damaged: number; package: { id: string; code: string } }[];
  /** The numbers with which it would end a dispute; undefined if it counts more than was sent. */
  numbers: Numbers[] | undefined;
};

const courier: Pair = ['Menurut kurir', 'According to the courier'];
const unit: Pair = ['Menurut unit', 'According to the unit'];
const verifier: Pair = ['Menurut verifikator', 'According to the verifier'];
const with2 = ([id, en]: Pair, [how, howEn]: Pair): Pair => [`${id}, ${how}`, `${en}, ${howEn}`];

/** The accounts of a handover: its report, what the unit counted, and what a verifier found. */
function accountsOf({ counts, proofs, looks }: accounts_handover$data): Account[] {
  const own = proofs.filter((proof) => proof.side === 'UNIT');
  const look = looks.at(-1);
  const reported = counts.map(({ package: { id }, sent: _, ...rest }) => ({
    package: id,
    ...rest,
  }));
  return [
    {
      key: 'report',
      by: 'REPORT',
      who: courier,
      on: undefined,
      message: '',
      counts,
      numbers: reported,
    },
    ...own.map(
      (proof): Account => ({
        key: proof.id,
        by: 'UNIT',
        who: with2(unit, proofMethod[proof.method]),
        on: proof.happenedOn,
        message: proof.message,
        counts: proof.counts,
        numbers: adopted(counts, proof.counts),
      }),
    ),
    ...(look
      ? [
          {
            key: look.id,
            by: 'VERIFIER' as const,
            who: verifier,
            on: look.visitedOn,
            message: look.note,
            counts: look.counts,
            numbers: adopted(counts, look.counts),
          },
        ]
      : []),
  ];
}

/** A handover's accounts, and those that somebody in this part may adopt. */
export function useAccounts(handover: accounts_handover$key) {
  const row = useFragment(fragment, handover);
  const accounts = row.counts.length > 0 ? accountsOf(row) : [];
  // What a verifier counted differently is settled by no other count.
  const verified = row.state === 'DISPUTED' && row.looks.at(-1)?.agrees === false;
  const adoptable = (part: string): Account[] => {
    if (part === 'PEMPROV') return accounts;
    const by: Teller = verified ? 'VERIFIER' : part === 'EXECUTOR' ? 'UNIT' : 'REPORT';
    return accounts.filter((account) => account.by === by);
  };
  return { row, accounts, adoptable };
}
