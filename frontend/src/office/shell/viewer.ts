import { createContext, useContext } from 'react';
import type { FrameQuery } from '../__generated__/FrameQuery.graphql.ts';

type Viewer = NonNullable<FrameQuery['response']['viewer']>;

/** Who is at work, for whom, on which day of the programme. */
export type Office = {
  person: Viewer['person'];
  organisation: NonNullable<Viewer['organisation']>;
  role: Viewer['role'];
  /** May act for the organisation: OWNER or OPERATOR of one that is verified. */
  acts: boolean;
  today: string;
  demo: boolean;
};

export const OfficeContext = createContext<Office | undefined>(undefined);

/** Below the frame somebody is always signed in for an organisation. */
export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('useOffice() stands outside of the frame');
  return office;
}
