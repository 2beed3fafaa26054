import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Notice } from '../../ui/States.tsx';
import { midSentence } from '../../words/glossary.ts';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { WaitingToLoad_organisation$key } from '../__generated__/WaitingToLoad_organisation.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import css from './WaitingToLoad.module.css';

const fragment = graphql`
  fragment WaitingToLoad_organisation on TenantOrganisation {
    allocationsToLoad(first: 200) {
      totalCount
      edges {
        node {
          id
          toLoad
          package {
            code
          }
        }
      }
    }
  }
`;

const words = {
  waiting: [
    (n: string) => `${n} alokasi menunggu dimuat`,
    (n: string) => `${counted(n, 'allocation')} waiting to be loaded`,
  ],
  oldest: [(n: string) => `Dari ${n} yang tertua:`, (n: string) => `Of the oldest ${n}:`],
  nothing: ['Semua paket komitmen sudah dimuat', 'All committed packages are loaded'],
} as const satisfies Record<string, Pair<unknown>>;

/** How much is committed and on no load yet. */
export function WaitingToLoad({ organisation }: { organisation: WaitingToLoad_organisation$key }) {
  const t = useText();
  const lang = useLang();
  const { totalCount, edges } = useFragment(fragment, organisation).allocationsToLoad;
  if (totalCount === 0) {
    return (
      <div className={css.waiting}>
        <Notice tone="note" title={t(words.nothing)} />
      </div>
    );
  }
  const packages = new Map<string, number>();
  for (const { node } of edges) {
    packages.set(node.package.code, (packages.get(node.package.code) ?? 0) + node.toLoad);
  }
  const sums = [...packages].map(
    ([code, sum]) => `${number(sum, lang)} ${midSentence(t(packageNameOf(code)))}`,
  );
  return (
    <div className={css.waiting}>
      <Notice tone="note" title={t(words.waiting)(number(totalCount, lang))}>
        <p>
          {totalCount > edges.length && `${t(words.oldest)(number(edges.length, lang))} `}
          {sums.join(', ')}
        </p>
      </Notice>
    </div>
  );
}
