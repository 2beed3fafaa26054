import type { ReactNode } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Chip } from '../../ui/Chip.tsx';
import { Table } from '../../ui/Table.tsx';
import { bastState } from '../../words/documents.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { DocumentList_documents$key } from '../__generated__/DocumentList_documents.graphql.ts';
import { unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';

const fragment = graphql`
  fragment DocumentList_documents on Bast @relay(plural: true) {
    id
    number
    handover {
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
      }
    }
    versions {
      id
      version
      state
      code
      giver {
        name
      }
      files {
        kind
        url
      }
    }
  }
`;

const words = {
  caption: ['Berita acara serah terima', 'Documents of handovers (BAST)'],
  number: ['Nomor', 'Number'],
  unit: ['Unit', 'Unit'],
  extract: [(giver: string) => `Petikan untuk ${giver}`, (giver: string) => `Extract for ${giver}`],
  state: ['Keadaan', 'State'],
  version: [(n: number) => `versi ${n}`, (n: number) => `version ${n}`],
  file: ['Berkas', 'File'],
  download: ['Unduh PDF', 'Download PDF'],
  signatures: ['Tanda tangan', 'Signatures'],
} as const satisfies Record<string, Pair<unknown>>;

type DocumentListProps = {
  documents: DocumentList_documents$key;
  /** What stands in the column of signatures, for the id of a whole version; without it, none does. */
  signatures?: (version: string) => ReactNode;
};

/** The current version of each document that the viewer may see, with its extracts. */
export function DocumentList({ documents, signatures }: DocumentListProps) {
  const t = useText();
  const lang = useLang();
  const rows = useFragment(fragment, documents).flatMap(({ versions, ...document }) =>
    versions
      .filter((version) => version.state !== 'SUPERSEDED')
      .map((version) => ({ ...document, version })),
  );
  if (rows.length === 0) return null;
  return (
    <Table
      caption={t(words.caption)}
      rows={rows}
      keyOf={(row) => row.version.id}
      columns={[
        {
          name: 'number',
          head: t(words.number),
          names: true,
          cell: ({ number, version }) => (
            <>
              <a href={to.bast(version.code, lang)}>{number}</a>
              {version.giver && <div>{t(words.extract)(version.giver.name)}</div>}
            </>
          ),
        },
        { name: 'unit', head: t(words.unit), cell: (row) => unitName(row.handover.unit) },
        {
          name: 'state',
          head: t(words.state),
          cell: ({ version }) => {
            const state = bastState[version.state];
            return (
              <>
                {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}{' '}
                {t(words.version)(version.version)}
              </>
            );
          },
        },
        {
          name: 'file',
          head: t(words.file),
          cell: ({ version }) => {
            const url = version.files.find((file) => file.kind === 'ISSUED')?.url;
            return url && <a href={url}>{t(words.download)}</a>;
          },
        },
        ...(signatures
          ? [
              {
                name: 'signatures',
                head: t(words.signatures),
                cell: ({ version }: (typeof rows)[number]) =>
                  !version.giver && signatures(version.id),
              },
            ]
          : []),
      ]}
    />
  );
}
