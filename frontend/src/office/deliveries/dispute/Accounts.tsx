import { day } from '../../../format/dates.ts';
import { number } from '../../../format/numbers.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { accounts_handover$key } from '../../__generated__/accounts_handover.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import css from './Accounts.module.css';
import { type Account, useAccounts } from './accounts.ts';

const words = {
  title: ['Hitungan tiap pihak', 'What each side counted'],
  of: [
    (name: string, n: string) => `${name}, ${n} dikirim`,
    (name: string, n: string) => `${name}, ${n} sent`,
  ],
  count: [
    (good: string, damaged: string) => `${good} baik, ${damaged} rusak`,
    (good: string, damaged: string) => `${good} good, ${damaged} damaged`,
  ],
  missing: [(n: string) => `, ${n} kurang`, (n: string) => `, ${n} missing`],
  more: [
    (n: string) => `, ${n} lebih banyak dari yang dikirim`,
    (n: string) => `, ${n} more than were sent`,
  ],
  day: ['Hari', 'Day'],
  message: ['Pesan', 'Message'],
} as const satisfies Record<string, Pair<unknown>>;

type AccountCardProps = { account: Account; sent: ReadonlyMap<string, number> };

function AccountCard({ account, sent }: AccountCardProps) {
  const t = useText();
  const lang = useLang();
  const rest = (id: string, counted: number, back: number) => {
    const left = (sent.get(id) ?? 0) - counted - back;
    if (left === 0) return '';
    return t(left > 0 ? words.missing : words.more)(number(Math.abs(left), lang));
  };
  const facts: [string, string][] = [
    ...account.counts.map(({ package: kind, good, damaged }): [string, string] => {
      const back = account.numbers?.find((each) => each.package === kind.id)?.broughtBack ?? 0;
      return [
        t(words.of)(t(packageNameOf(kind.code)), number(sent.get(kind.id) ?? 0, lang)),
        t(words.count)(number(good, lang), number(damaged, lang)) +
          rest(kind.id, good + damaged, back),
      ];
    }),
    [t(words.day), account.on ? day(account.on, lang) : ''],
    [t(words.message), account.message],
  ];
  return (
    <section className={css.account}>
      <h3>{t(account.who)}</h3>
      <Facts items={facts.filter(([, value]) => value)} />
    </section>
  );
}

/** What the courier, the unit and a verifier counted, side by side. */
export function Accounts({ handover }: { handover: accounts_handover$key }) {
  const t = useText();
  const { row, accounts } = useAccounts(handover);
  if (accounts.length < 2) return null;
  const sent = new Map(row.counts.map((count) => [count.package.id, count.sent]));
  return (
    <Section title={t(words.title)}>
      <div className={css.side}>
        {accounts.map((account) => (
          <AccountCard key={account.key} account={account} sent={sent} />
        ))}
      </div>
    </Section>
  );
}
