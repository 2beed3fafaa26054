import type { ReactNode } from 'react';
import { graphql } from 'react-relay/hooks';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ObservationQuery } from '../../__generated__/ObservationQuery.graphql.ts';
import { globalId, to, withQuery } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';
import { useQuery } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import css from './Observation.module.css';

const document = graphql`
  query ObservationQuery($id: ID!) {
    node(id: $id) {
      ... on TenantOrganisation {
        name
      }
    }
  }
`;

const words = {
  as: ['Anda melihat sebagai pengamat:', 'You are looking as an observer:'],
  still: [
    'Tidak ada yang dapat diubah di sini. Unit dan baris publik terbuka di luar pengamatan.',
    'Nothing can be changed here. Units and public rows open outside of the observation.',
  ],
  out: ['Keluar dari pengamatan', 'Stop observing'],
} as const satisfies Record<string, Pair>;

/** Whom the Pemprov observes on a page that it also has for itself, and from which list it came. */
export type Observed = { number: string; part: string | undefined };

/** What the address says of an observation; nobody but the Pemprov observes. */
export function useObserved(): Observed | undefined {
  const { organisation } = useOffice();
  const { pengamat, bagian } = useQuery();
  if (organisation.kind !== 'PEMPROV' || !pengamat || !/^\d+$/.test(pengamat)) return undefined;
  return { number: pengamat, part: bagian };
}

/** The address of a page of one thing, within the observation if there is one. */
export const within = (href: string, observed: Observed | undefined) =>
  observed ? withQuery(href, { pengamat: observed.number, bagian: observed.part }) : href;

/** The address of the list from which one came. */
export const observedList = ({ number, part }: Observed) =>
  withQuery(to.observed(globalId('TenantOrganisation', number)), { bagian: part });

/** Above everything that is seen as an observer: whose it is, and the way out. */
export function Mark({ name, out, children }: { name: string; out: string; children: ReactNode }) {
  const t = useText();
  return (
    <>
      <aside className={css.mark} aria-label={t(words.as)}>
        <span>
          {t(words.as)} <strong>{name}</strong>. {t(words.still)}
        </span>
        <a href={out}>{t(words.out)}</a>
      </aside>
      <div className={css.under}>{children}</div>
    </>
  );
}

function Named({ number, out, children }: { number: string; out: string; children: ReactNode }) {
  const id = globalId('TenantOrganisation', number);
  const { node } = useLoad<ObservationQuery>(document, { id });
  return (
    <Mark name={node?.name ?? '–'} out={out}>
      {children}
    </Mark>
  );
}

type ObservationProps = { of: Observed | undefined; out: string; children: ReactNode };

/** A page of one thing, marked where somebody is observed; `out` is the same page as one's own. */
export function Observation({ of, out, children }: ObservationProps) {
  if (!of) return <>{children}</>;
  return (
    <Named number={of.number} out={out}>
      {children}
    </Named>
  );
}
