import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { DocumentsPageQuery } from '../__generated__/DocumentsPageQuery.graphql.ts';
import { globalId, to } from '../shell/address.ts';
import { Missing } from '../shell/Boundary.tsx';
import css from '../shell/forms/Form.module.css';
import { ReadAgain } from '../shell/live/again.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { DocumentList } from './DocumentList.tsx';
import { Signatures } from './Signatures.tsx';
import { UploadSigned } from './UploadSigned.tsx';

const document = graphql`
  query DocumentsPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Shipment {
        id
        number
        state
        executor {
          id
        }
        documents {
          ...DocumentList_documents
          versions {
            id
            state
            ...Signatures_version
          }
        }
      }
    }
  }
`;

const words = {
  title: [(number: string) => `Dokumen ${number}`, (number: string) => `Documents of ${number}`],
  papers: ['Unduh kertas perjalanan (PDF)', 'Download the papers for the trip (PDF)'],
  papersWhy: [
    'Daftar muatan, urutan pemberhentian, dan berita acara kertas untuk tempat tanpa sinyal.',
    'The loading list, the stops in order, and a paper to sign where no phone works.',
  ],
  none: ['Belum ada BAST', 'No BAST yet'],
  noneWhy: [
    'BAST terbit sendiri beberapa detik setelah serah terima terbukti.',
    'A BAST is issued by itself, seconds after a handover is proven.',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The papers for a trip, and the BAST of each of its handovers that was proven. */
export function Page() {
  const t = useText();
  const { acts, organisation } = useOffice();
  const id = globalId('Shipment', useNumber());
  const { node: shipment } = useLoad<DocumentsPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<DocumentsPageQuery>(
    document,
    { id },
    ({ thing }) => thing === 'BAST_VERSION' || thing === 'HANDOVER',
  );
  if (!shipment?.number || !shipment.documents) return <Missing />;
  const { documents, executor, state } = shipment;
  const drives = executor?.id === organisation.profile?.id;
  const signs = acts && (drives || organisation.kind === 'PEMPROV');
  const versions = documents.flatMap((each) => each.versions);
  return (
    <ReadAgain<DocumentsPageQuery> document={document} variables={{ id }}>
      <PageHead
        back={{ href: to.shipment(id), label: shipment.number }}
        title={t(words.title)(shipment.number)}
      />
      {drives && state !== 'CANCELLED' && (
        <div className={css.form}>
          <p>{t(words.papersWhy)}</p>
          <div className={css.buttons}>
            <Button href={to.tripPapers(id)}>{t(words.papers)}</Button>
          </div>
        </div>
      )}
      {documents.length === 0 && <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
      <DocumentList
        documents={documents}
        signatures={(version) => {
          const found = versions.find((each) => each.id === version);
          return (
            found && (
              <>
                <Signatures version={found} />
                {signs && found.state === 'DRAFT' && <UploadSigned id={version} />}
              </>
            )
          );
        }}
      />
    </ReadAgain>
  );
}
