import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { VerificationsPageQuery } from '../__generated__/VerificationsPageQuery.graphql.ts';
import { useLoad } from '../shell/load.ts';
import { AssignVerification, type Verifier } from './AssignVerification.tsx';
import { VerificationItem } from './VerificationItem.tsx';

const document = graphql`
  query VerificationsPageQuery($first: Int!) @preloadable {
    verifications(first: $first) {
      totalCount
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        state
        ...VerificationItem_verification
        ...AssignVerification_verification
      }
    }
    viewer {
      organisation {
        members {
          id
          role
          endsOn
          person {
            id
            name
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Verifikasi', 'Verification'],
  lead: [
    'Serah terima yang terpilih undian, dan hitungan verifikatornya.',
    'Deliveries that were drawn by lot, and what their verifiers counted.',
  ],
  sample: ['Daftar dan undiannya', 'The lists and the lot'],
  none: ['Belum ada yang terpilih', 'Nothing is drawn yet'],
  noneWhy: [
    'Serah terima satu hari diundi sesudah hari itu berakhir.',
    'The deliveries of a day are drawn after it has ended.',
  ],
  noVerifier: [
    'Belum ada verifikator. Undang seseorang dengan peran itu di halaman Anggota.',
    'There is no verifier yet. Invite somebody with that role on the page Members.',
  ],
  open: ['Belum dihitung', 'Not counted yet'],
  done: ['Sudah dihitung', 'Counted'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

const BATCH = 50;

/** What was drawn for verification; the Pemprov sees all of it, and says who looks. */
export function Page() {
  const t = useText();
  const [first, setFirst] = useState(BATCH);
  const { verifications, viewer } = useLoad<VerificationsPageQuery>(
    document,
    { first },
    { fetchPolicy: 'store-and-network' },
  );
  const rows = verifications?.nodes ?? [];
  const verifiers: Verifier[] = (viewer?.organisation?.members ?? []).flatMap(
    ({ role, endsOn, person }) => (role === 'VERIFIER' && !endsOn && person ? [person] : []),
  );
  const open = rows.filter((row) => row.state === 'DRAWN');
  const done = rows.filter((row) => row.state !== 'DRAWN');
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={<Button href="/transparansi/sampel">{t(words.sample)}</Button>}
      />
      {rows.length === 0 && <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
      {open.length > 0 && (
        <Section title={t(words.open)}>
          {verifiers.length === 0 && <p>{t(words.noVerifier)}</p>}
          {open.map((row) => (
            <VerificationItem key={row.id} verification={row}>
              <AssignVerification verification={row} verifiers={verifiers} />
            </VerificationItem>
          ))}
        </Section>
      )}
      {done.length > 0 && (
        <Section title={t(words.done)}>
          {done.map((row) => (
            <VerificationItem key={row.id} verification={row} />
          ))}
        </Section>
      )}
      {verifications?.pageInfo.hasNextPage && (
        <Button onPress={() => setFirst(first + BATCH)}>{t(words.more)}</Button>
      )}
    </>
  );
}
