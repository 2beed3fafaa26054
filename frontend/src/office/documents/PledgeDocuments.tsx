import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { PledgeDocuments_pledge$key } from '../__generated__/PledgeDocuments_pledge.graphql.ts';
import { DocumentList } from './DocumentList.tsx';

const fragment = graphql`
  fragment PledgeDocuments_pledge on Pledge {
    documents(first: 20) {
      totalCount
      edges {
        node {
          ...DocumentList_documents
        }
      }
    }
  }
`;

const words = {
  title: ['Dokumen', 'Documents'],
  newest: [
    (n: string, all: string) => `${n} terbaru dari ${all}`,
    (n: string, all: string) => `The newest ${n} of ${all}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** The BAST of the handovers of a pledge's packages; a donor sees its extracts. */
export function PledgeDocuments({ pledge }: { pledge: PledgeDocuments_pledge$key }) {
  const t = useText();
  const lang = useLang();
  const { totalCount, edges } = useFragment(fragment, pledge).documents;
  if (edges.length === 0) return null;
  return (
    <Section
      title={t(words.title)}
      aside={
        totalCount > edges.length &&
        t(words.newest)(number(edges.length, lang), number(totalCount, lang))
      }
    >
      <DocumentList documents={edges.map((edge) => edge.node)} />
    </Section>
  );
}
