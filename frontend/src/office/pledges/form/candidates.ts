import { fetchQuery, graphql } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { candidatesNearQuery } from '../../__generated__/candidatesNearQuery.graphql.ts';
import type { candidatesSearchQuery } from '../../__generated__/candidatesSearchQuery.graphql.ts';
import type { candidatesUnitsQuery } from '../../__generated__/candidatesUnitsQuery.graphql.ts';
import type { candidatesUrgentQuery } from '../../__generated__/candidatesUrgentQuery.graphql.ts';

graphql`
  fragment candidates_unit on Unit {
    id
    code
    name
    kind
    families
    isExample
    kelurahan {
      name
    }
    kecamatan {
      name
    }
    kota {
      name
    }
    needs(open: true) {
      id
      remaining
      target
      held
      committed
      promisedByOthers
      phase {
        id
      }
      package {
        id
        code
      }
    }
  }
`;

const urgent = graphql`
  query candidatesUrgentQuery(
    $phase: ID!
    $package: ID!
    $first: Int!
  ) {
    needs(phase: $phase, package: $package, open: true, first: $first) {
      edges {
        node {
          id
          unit {
            ...candidates_unit @relay(mask: false)
          }
        }
      }
    }
  }
`;

const search = graphql`
  query candidatesSearchQuery($search: String!) {
    units(search: $search, first: 20) {
      edges {
        node {
          ...candidates_unit @relay(mask: false)
        }
      }
    }
  }
`;

const near = graphql`
  query candidatesNearQuery($latitude: Float!, $longitude: Float!, $first: Int!) {
    unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 20000, first: $first) {
      distanceMetres
      unit {
        ...candidates_unit @relay(mask: false)
      }
    }
  }
`;

const some = graphql`
  query candidatesUnitsQuery($codes: [String!]!) {
    unitsByCode(codes: $codes) {
      ...candidates_unit @relay(mask: false)
    }
  }
`;

/** A unit one may pledge to, with all its open needs. */
export type Candidate = candidatesUnitsQuery['response']['unitsByCode'][number];
export type NeedOf = Candidate['needs'][number];

const fresh = { fetchPolicy: 'network-only' } as const;

/** The units with the most packages nobody has promised yet. */
export async function mostUrgent(
  environment: Environment,
  variables: { phase: string; package: string; first: number },
): Promise<Candidate[]> {
  const data = await fetchQuery<candidatesUrgentQuery>(
    environment,
    urgent,
    variables,
    fresh,
  ).toPromise();
  return data?.needs.edges.map((edge) => edge.node.unit) ?? [];
}

export async function found(environment: Environment, text: string): Promise<Candidate[]> {
  const data = await fetchQuery<candidatesSearchQuery>(
    environment,
    search,
    { search: text },
    fresh,
  ).toPromise();
  return data?.units.edges.map((edge) => edge.node) ?? [];
}

/** The nearest units to a point, the nearest first. */
export async function nearest(
  environment: Environment,
  point: { latitude: number; longitude: number },
  first: number,
): Promise<Candidate[]> {
  const data = await fetchQuery<candidatesNearQuery>(
    environment,
    near,
    { ...point, first },
    fresh,
  ).toPromise();
  return data?.unitsNear.map((each) => each.unit) ?? [];
}

/** The units of these codes that there are. */
export async function byCodes(
  environment: Environment,
  codes: readonly string[],
): Promise<Candidate[]> {
  const data = await fetchQuery<candidatesUnitsQuery>(
    environment,
    some,
    { codes: [...codes] },
    fresh,
  ).toPromise();
  return [...(data?.unitsByCode ?? [])];
}
