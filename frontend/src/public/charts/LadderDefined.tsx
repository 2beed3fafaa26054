import type { ComponentProps } from 'react';
import { LadderFull } from '../../ui/LadderFull.tsx';
import { Definitions } from '../shared/Definitions.tsx';

/** The ladder with every rung's number, and what each rung means. */
export function Part({ ladder }: ComponentProps<typeof LadderFull>) {
  return (
    <>
      <LadderFull ladder={ladder} />
      <Definitions />
    </>
  );
}
