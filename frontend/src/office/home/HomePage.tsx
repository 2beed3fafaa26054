import { type ComponentType, lazy, useEffect } from 'react';
import { to } from '../shell/address.ts';
import { go } from '../shell/navigation.ts';
import { type Office, useOffice } from '../shell/viewer.ts';
import { AggregatorHome } from './AggregatorHome.tsx';
import { DonorHome } from './DonorHome.tsx';
import { PemprovHome } from './PemprovHome.tsx';

// Nobody else loads what couriers and verifiers count with.
const FieldHome = lazy(() =>
  import('./FieldHome.tsx').then((each) => ({ default: each.FieldHome })),
);
const VerifierHome = lazy(() =>
  import('./VerifierHome.tsx').then((each) => ({ default: each.VerifierHome })),
);

const homes: Record<Office['organisation']['kind'], ComponentType> = {
  DONOR: DonorHome,
  AGGREGATOR: AggregatorHome,
  PEMPROV: PemprovHome,
};

/** An officer begins with what comes to their kelurahan, a page that others don't load. */
function ToArriving() {
  useEffect(() => go(to.arriving, { replace: true }), []);
  return null;
}

/** Whoever has one task sees that alone. */
const ownHomes: Partial<Record<string, ComponentType>> = {
  FIELD: FieldHome,
  KELURAHAN: ToArriving,
  VERIFIER: VerifierHome,
};

/** What is to be done today, and how things stand: for each kind of organisation its own. */
export function Page() {
  const { role, organisation } = useOffice();
  const Home = ownHomes[role ?? ''] ?? homes[organisation.kind];
  return <Home />;
}
