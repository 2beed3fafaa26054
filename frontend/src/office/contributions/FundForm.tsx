import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Empty } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { FundForm_organisation$key } from '../__generated__/FundForm_organisation.graphql.ts';
import type {
  FundForm_pledge$data,
  FundForm_pledge$key,
} from '../__generated__/FundForm_pledge.graphql.ts';
import type { FundFormMutation } from '../__generated__/FundFormMutation.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { go } from '../shell/navigation.ts';
import css from './Fund.module.css';
import { openLines, type Part, partsOf, sumOfParts, type Typed } from './funding.ts';

const ofPledge = graphql`
  fragment FundForm_pledge on Pledge {
    id
    lines {
      id
      quantity
      package {
        id
        code
      }
      version {
        price
      }
    }
    fundings {
      packages
      releasedOn
      package {
        code
      }
    }
  }
`;

const ofOrganisation = graphql`
  fragment FundForm_organisation on TenantOrganisation {
    contributions(side: EXECUTOR, states: [RECEIVED, SPENT], first: 200) {
      edges {
        node {
          id
          number
          left
          giver {
            name
          }
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation FundFormMutation($input: FundPledgeInput!) {
    fundPledge(input: $input) {
      ... on PledgeFunded {
        pledge {
          id
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
              state
              funded
              left
              giver {
                name
              }
            }
          }
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  noMoney: ['Tidak ada uang yang belum menjadi paket', 'No money is left to bind'],
  noMoneyWhy: [
    'Uang muncul di sini setelah penerimaannya dicatat di Kontribusi.',
    'Money appears here once its receipt is recorded under Contributions.',
  ],
  money: ['Kontribusi', 'Contributions'],
  funded: ['Semua paket sudah ada sumber dananya', 'Every package has its money'],
  line: [
    (left: string, what: string, price: string) =>
      `${left} × ${what} belum ada dananya, masing-masing ${price}`,
    (left: string, what: string, price: string) => `${left} × ${what} without money, ${price} each`,
  ],
  from: [
    (n: string, giver: string, left: string) => `${n}, ${giver}: tersisa ${left}`,
    (n: string, giver: string, left: string) => `${n}, ${giver}: ${left} left`,
  ],
  hint: [
    (most: string) => `Paling banyak ${most} paket.`,
    (most: string) => `${most} packages at most.`,
  ],
  sum: [
    (packages: string, amount: string) => `${packages} paket, ${amount}`,
    (packages: string, amount: string) => `${packages} packages, ${amount}`,
  ],
  save: ['Ikat uangnya', 'Bind the money'],
} as const satisfies Record<string, Pair<unknown>>;

type Line = FundForm_pledge$data['lines'][number] & { open: number };
type Source = { id: string; number: string; left: string; giver: { name: string } };

type FundFormProps = { pledge: FundForm_pledge$key; organisation: FundForm_organisation$key };

/** The packages of a pledge that no money is bound to, and the money that is left for them. */
export function FundForm({ pledge: key, organisation }: FundFormProps) {
  const t = useText();
  const pledge = useFragment(ofPledge, key);
  const { contributions } = useFragment(ofOrganisation, organisation);
  const [typed, setTyped] = useState<Typed>({});
  const saving = useAction<FundFormMutation>(mutation);
  const lines = openLines(pledge.lines, pledge.fundings);
  const sources = contributions.edges
    .map((edge) => edge.node)
    .filter((each) => BigInt(each.left) > 0n);
  if (lines.length === 0) return <Empty title={t(words.funded)} />;
  if (sources.length === 0) return <NoMoney />;

  const parts = partsOf(lines, sources, typed);
  const given = parts.filter((part) => part.packages > 0);
  const over = parts.some((part) => part.packages > part.most);
  const save = () =>
    saving.act(
      {
        pledge: pledge.id,
        fundings: given.map(({ source, line, packages }) => ({
          contribution: source.id,
          package: line.package.id,
          packages,
        })),
      },
      () => go(to.pledge(pledge.id)),
    );
  const change = (key: string, value: string | null) => {
    saving.clear();
    setTyped({ ...typed, [key]: value });
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {lines.map((line) => (
        <FundLine
          key={line.id}
          line={line}
          parts={parts.filter((part) => part.line === line)}
          typed={typed}
          onTyped={change}
        />
      ))}
      <Answer refusal={saving.refusal} failure={saving.failure} />
      <Sum parts={given} />
      <p>
        <Button type="submit" look="primary" busy={saving.busy} off={given.length === 0 || over}>
          {t(words.save)}
        </Button>
      </p>
    </form>
  );
}

function NoMoney() {
  const t = useText();
  return (
    <Empty
      title={t(words.noMoney)}
      action={<Button href={to.contributions}>{t(words.money)}</Button>}
    >
      {t(words.noMoneyWhy)}
    </Empty>
  );
}

type FundLineProps = {
  line: Line;
  /** Of this line, from each contribution. */
  parts: readonly Part<Line, Source>[];
  typed: Typed;
  onTyped: (key: string, value: string | null) => void;
};

/** One kind of package, and how many each contribution pays for. */
function FundLine({ line, parts, typed, onTyped }: FundLineProps) {
  const t = useText();
  const lang = useLang();
  const name = t(packageNameOf(line.package.code));
  return (
    <Section title={name}>
      <p className={css.soft}>
        {t(words.line)(
          number(line.open, lang),
          midSentence(name),
          rupiah(line.version.price, lang),
        )}
      </p>
      <div className={css.sources}>
        {parts.map(({ key, source, packages, most }) => {
          const hint = t(words.hint)(number(most, lang));
          return (
            <Quantity
              key={key}
              label={t(words.from)(source.number, source.giver.name, rupiah(source.left, lang))}
              hint={packages > most ? undefined : hint}
              error={packages > most ? hint : undefined}
              value={typed[key] ?? null}
              onValue={(value) => onTyped(key, value)}
            />
          );
        })}
      </div>
    </Section>
  );
}

/** What is about to be bound, in packages and in money. */
function Sum({ parts }: { parts: readonly Part<Line, Source>[] }) {
  const t = useText();
  const lang = useLang();
  const { packages, amount } = sumOfParts(parts);
  return (
    <p aria-live="polite">
      {packages > 0 && t(words.sum)(number(packages, lang), rupiah(amount, lang))}
    </p>
  );
}
