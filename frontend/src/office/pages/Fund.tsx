import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { FundMutation } from '../__generated__/FundMutation.graphql.ts';
import type { FundQuery } from '../__generated__/FundQuery.graphql.ts';
import { useAct } from '../act.ts';
import { globalId, to } from '../address.ts';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import { packageNameOf } from '../parts/names.ts';
import { go, useNumber } from '../router.tsx';
import css from './Fund.module.css';

const document = graphql`
  query FundQuery($id: GlobalID!) {
    node(id: $id) {
      ... on Pledge {
        id
        number
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
    }
    viewer {
      organisation {
        id
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
    }
  }
`;

const mutation = graphql`
  mutation FundMutation($input: FundPledgeInput!) {
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
  title: [(n: string) => `Sumber dana ${n}`, (n: string) => `Money for ${n}`],
  lead: [
    'Ikat uang yang sudah diterima pada paket dalam janji ini. Pemberi uang melihat untuk unit mana uangnya dipakai.',
    'Bind money that was received to packages of this pledge. Its giver sees for which units it is used.',
  ],
  back: ['Janji bantuan', 'Pledge'],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
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

export function Page() {
  const t = useText();
  const lang = useLang();
  const data = useLoad<FundQuery>(
    document,
    { id: globalId('Pledge', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  // How many packages of a line each contribution pays for, by "contribution line".
  const [typed, setTyped] = useState<Record<string, string | null>>({});
  const saving = useAct<FundMutation>(mutation);
  const pledge = data.node;
  if (!pledge?.id || !pledge.lines) return <Empty whole title={t(words.none)} />;
  const { id } = pledge;

  const lines = pledge.lines
    .map((line) => {
      const bound = (pledge.fundings ?? [])
        .filter((each) => !each.releasedOn && each.package.code === line.package.code)
        .reduce((sum, each) => sum + each.packages, 0);
      return { ...line, open: line.quantity - bound };
    })
    .filter((line) => line.open > 0);
  const sources = (data.viewer?.organisation?.contributions.edges ?? [])
    .map((edge) => edge.node)
    .filter((each) => BigInt(each.left) > 0n);
  const typedFor = lines.flatMap((line) =>
    sources.map((source) => {
      const key = `${source.id} ${line.id}`;
      return { key, source, line, packages: Number(typed[key] ?? 0) };
    }),
  );
  // What the money and the line leave for each, beside what is typed elsewhere on this page.
  const parts = typedFor.map((part) => {
    let money = BigInt(part.source.left);
    let open = part.line.open;
    for (const other of typedFor) {
      if (other === part) continue;
      if (other.source === part.source) {
        money -= BigInt(other.line.version.price) * BigInt(other.packages);
      }
      if (other.line === part.line) open -= other.packages;
    }
    const enough = Number(money / BigInt(part.line.version.price));
    return { ...part, most: Math.max(0, Math.min(enough, open)) };
  });
  const over = parts.some((part) => part.packages > part.most);
  const given = parts.filter((part) => part.packages > 0);
  const amount = given.reduce(
    (sum, { line, packages }) => sum + BigInt(line.version.price) * BigInt(packages),
    0n,
  );
  const head = (
    <PageHead
      back={{ href: to.pledge(id), label: pledge.number ?? t(words.back) }}
      title={t(words.title)(pledge.number ?? '')}
      lead={t(words.lead)}
    />
  );
  if (lines.length === 0 || sources.length === 0) {
    return (
      <>
        {head}
        {lines.length === 0 ? (
          <Empty title={t(words.funded)} />
        ) : (
          <Empty
            title={t(words.noMoney)}
            action={<Button href={to.contributions}>{t(words.money)}</Button>}
          >
            {t(words.noMoneyWhy)}
          </Empty>
        )}
      </>
    );
  }
  return (
    <>
      {head}
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          saving.act(
            {
              pledge: id,
              fundings: given.map(({ source, line, packages }) => ({
                contribution: source.id,
                package: line.package.id,
                packages,
              })),
            },
            () => go(to.pledge(id)),
          );
        }}
      >
        {lines.map((line) => (
          <Section key={line.id} title={t(packageNameOf(line.package.code))}>
            <p className={css.soft}>
              {t(words.line)(
                number(line.open, lang),
                midSentence(t(packageNameOf(line.package.code))),
                rupiah(line.version.price, lang),
              )}
            </p>
            <div className={css.sources}>
              {parts
                .filter((part) => part.line.id === line.id)
                .map(({ key, source, packages, most }) => (
                  <Quantity
                    key={key}
                    label={t(words.from)(
                      source.number,
                      source.giver.name,
                      rupiah(source.left, lang),
                    )}
                    hint={packages > most ? undefined : t(words.hint)(number(most, lang))}
                    error={packages > most ? t(words.hint)(number(most, lang)) : undefined}
                    value={typed[key] ?? null}
                    onValue={(value) => {
                      saving.clear();
                      setTyped({ ...typed, [key]: value });
                    }}
                  />
                ))}
            </div>
          </Section>
        ))}
        <Answer refusal={saving.refusal} fault={saving.fault} />
        <p aria-live="polite">
          {given.length > 0 &&
            t(words.sum)(
              number(
                given.reduce((sum, part) => sum + part.packages, 0),
                lang,
              ),
              rupiah(amount.toString(), lang),
            )}
        </p>
        <p>
          <Button type="submit" look="primary" busy={saving.busy} off={given.length === 0 || over}>
            {t(words.save)}
          </Button>
        </p>
      </form>
    </>
  );
}
