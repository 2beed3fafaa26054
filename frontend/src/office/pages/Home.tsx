import type { ComponentType } from 'react';
import { Aggregator } from '../home/Aggregator.tsx';
import { Donor } from '../home/Donor.tsx';
import { Pemprov } from '../home/Pemprov.tsx';
import { type Office, useOffice } from '../viewer.ts';

const homes: Record<Office['organisation']['kind'], ComponentType> = {
  DONOR: Donor,
  AGGREGATOR: Aggregator,
  PEMPROV: Pemprov,
};

/** What is to be done today, and how things stand: for each kind of organisation its own. */
export function Page() {
  const Home = homes[useOffice().organisation.kind];
  return <Home />;
}
