import { graphql, useFragment } from 'react-relay/hooks';
import { percent } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { LeastCovered_areas$key } from '../__generated__/LeastCovered_areas.graphql.ts';
import { leastMetFirst, useGapColumns } from '../shared/gaps.ts';
import { to, withQuery } from '../shell/address.ts';
import css from './Home.module.css';

const fragment = graphql`
  fragment LeastCovered_areas on AreaLadder @relay(plural: true) {
    area {
      id
      code
      name
    }
    target
    committed
  }
`;

const words = {
  met: ['Terpenuhi', 'Met'],
  least: ['Kelurahan yang paling sedikit terpenuhi', 'Kelurahan with the least coverage'],
  leastWhy: [
    'Paket sembako; yang sama-sama kosong diurutkan menurut besarnya kebutuhan.',
    'Staple food packages; where nothing is met, the largest need comes first.',
  ],
  allAreas: ['Semua wilayah', 'All areas'],
  area: ['Kelurahan', 'Kelurahan'],
} as const satisfies Record<string, Pair>;

const MOST = 10;

type LeastCoveredProps = {
  areas: LeastCovered_areas$key;
  /** The number of the phase that is shown; all of them without. */
  phase: string | undefined;
};

/** The kelurahan where the smallest share of the need is met. */
export function LeastCovered({ areas: key, phase }: LeastCoveredProps) {
  const t = useText();
  const areas = leastMetFirst(useFragment(fragment, key)).slice(0, MOST);
  const { needed, unmet } = useGapColumns<(typeof areas)[number]>();
  return (
    <Section title={t(words.least)} aside={<a href={to.publicTotals}>{t(words.allAreas)}</a>}>
      <p className={css.soft}>{t(words.leastWhy)}</p>
      <Table
        caption={t(words.least)}
        captionUnseen
        rows={areas}
        keyOf={(row) => row.area.id}
        columns={[
          {
            name: 'area',
            head: t(words.area),
            names: true,
            cell: (row) => (
              <a href={withQuery(to.needs, { tahap: phase, wilayah: row.area.code })}>
                {row.area.name}
              </a>
            ),
          },
          needed(),
          unmet(),
          {
            name: 'share',
            head: t(words.met),
            figures: true,
            by: (row) => row.committed / row.target,
            cell: (row) => percent(row.committed, row.target),
          },
        ]}
      />
    </Section>
  );
}
