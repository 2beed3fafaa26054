import { graphql, readInlineData } from 'react-relay/hooks';
import type { candidates_allocation$key } from '../../__generated__/candidates_allocation.graphql.ts';
import { unitName } from '../../shared/names.ts';
import type { Candidate } from './draft.ts';

const fragment = graphql`
  fragment candidates_allocation on Allocation @inline {
    id
    toLoad
    package {
      code
    }
    giver {
      name
    }
    unit {
      id
      name
      kind
      kelurahan {
        name
      }
    }
  }
`;

/** An allocation as it may be loaded; `loaded` of its packages are on this shipment already. */
export function candidateOf(key: candidates_allocation$key, loaded = 0): Candidate {
  const row = readInlineData(fragment, key);
  return {
    id: row.id,
    unit: { id: row.unit.id, name: unitName(row.unit) },
    package: row.package.code,
    giver: row.giver.name,
    room: row.toLoad + loaded,
  };
}
