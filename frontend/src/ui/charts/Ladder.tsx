import type { ReactNode } from 'react';
import { rungWord } from '../../words/glossary.ts';
import { useText } from '../../words/lang.ts';
import css from './Ladder.module.css';

/** Packages on the rungs that charts draw. `waiting` is what is promised and not yet committed. */
export type LadderValues = { waiting: number; committed: number; received: number };

/** What a promise looks like: hatched. `id` is unique on the page. */
export function Hatch({ id }: { id: string }) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect className={css.hatch} width="2.5" height="6" />
    </pattern>
  );
}

/** Names of two parts that are no rungs: the filled one, and what is left open of the whole. */
export type TwoParts = { filled: string; open: string };

type KeyProps = {
  id: string;
  of: LadderValues;
  print: (packages: number) => ReactNode;
  /** Instead of the rungs. */
  parts?: TwoParts | undefined;
};

/** The key of the rungs, which are nothing without their numbers. */
export function LadderKey({ id, of, print, parts: two }: KeyProps) {
  const t = useText();
  const parts = two
    ? [
        [two.filled, of.committed, css.committed] as const,
        [two.open, of.waiting, css.open] as const,
      ]
    : [
        [t(rungWord.received), of.received, css.received] as const,
        [t(rungWord.committed), of.committed, css.committed] as const,
        [t(rungWord.pledged), of.waiting, undefined] as const,
      ];
  return (
    <ul className={css.key}>
      {parts.map(([name, packages, className]) => (
        <li key={name}>
          <svg className={css.swatch} aria-hidden="true" focusable="false">
            <rect
              className={className}
              fill={className ? undefined : `url(#${id}-hatch)`}
              width="100%"
              height="100%"
            />
          </svg>
          {name} <strong>{print(packages)}</strong>
        </li>
      ))}
    </ul>
  );
}
