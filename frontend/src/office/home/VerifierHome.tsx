import { graphql } from 'react-relay/hooks';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { VerifierHomeQuery } from '../__generated__/VerifierHomeQuery.graphql.ts';
import { useLoad } from '../shell/load.ts';
import { VerificationItem } from '../verification/VerificationItem.tsx';

const document = graphql`
  query VerifierHomeQuery @preloadable {
    verifications(first: 100) {
      nodes {
        id
        state
        ...VerificationItem_verification
      }
    }
  }
`;

const words = {
  title: ['Serah terima untuk Anda hitung', 'Deliveries for you to count'],
  lead: [
    'Dipilih dengan undian. Yang belum dihitung ada di atas.',
    'Drawn by lot. Those that are not counted yet are on top.',
  ],
  none: ['Belum ada serah terima untuk Anda', 'No delivery for you yet'],
  why: [
    'Serah terima satu hari diundi sesudah hari itu berakhir, lalu dibagikan kepada verifikator.',
    'The deliveries of a day are drawn after it has ended, then given to verifiers.',
  ],
} as const satisfies Record<string, Pair>;

/** What a verifier has to do. */
export function VerifierHome() {
  const t = useText();
  const { verifications } = useLoad<VerifierHomeQuery>(
    document,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  const rows = verifications?.nodes ?? [];
  const open = rows.filter((row) => row.state === 'DRAWN');
  const done = rows.filter((row) => row.state !== 'DRAWN');
  return (
    <>
      <PageHead title={t(words.title)} lead={rows.length > 0 ? t(words.lead) : undefined} />
      {rows.length === 0 && <Empty title={t(words.none)}>{t(words.why)}</Empty>}
      {[...open, ...done].map((row) => (
        <VerificationItem key={row.id} verification={row} own />
      ))}
    </>
  );
}
