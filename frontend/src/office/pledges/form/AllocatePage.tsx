import { graphql } from 'react-relay/hooks';
import { Empty } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { AllocatePageQuery } from '../../__generated__/AllocatePageQuery.graphql.ts';
import { globalId } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';
import { useNumber } from '../../shell/navigation.ts';
import { AllocateForm } from './AllocateForm.tsx';

const document = graphql`
  query AllocatePageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        viewerActions
        ...AllocateForm_pledge @alias(as: "forForm")
      }
    }
  }
`;

const words = {
  none: ['Janji ini tidak dapat dialokasikan', 'This pledge cannot be allocated'],
  noneWhy: [
    'Janji dialokasikan oleh pelaksananya, setelah diterima dan selama tahapnya terbuka.',
    'A pledge is allocated by its executor, once accepted and while its phase is open.',
  ],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const { node } = useLoad<AllocatePageQuery>(
    document,
    { id: globalId('Pledge', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  return node?.forForm && node.viewerActions?.includes('ALLOCATE') ? (
    <AllocateForm pledge={node.forForm} />
  ) : (
    <Empty whole title={t(words.none)}>
      {t(words.noneWhy)}
    </Empty>
  );
}
