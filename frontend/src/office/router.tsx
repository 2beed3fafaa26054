import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { office } from './address.ts';
import { Frame } from './Frame.tsx';
import { Missing } from './parts/Boundary.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: Missing });

type Load = () => Promise<{ Page: ComponentType }>;

/** Each page is a chunk of its own. */
const page = (path: string, load: Load) =>
  createRoute({
    getParentRoute: () => root,
    path: `${office}${path}`,
    component: lazyRouteComponent(load, 'Page'),
  });

export const router = createRouter({
  routeTree: root.addChildren([
    page('', () => import('./pages/Home.tsx')),
    page('/daftar', () => import('./pages/Apply.tsx')),
    page('/janji', () => import('./pages/Pledges.tsx')),
    page('/janji/baru', () => import('./pages/NewPledge.tsx')),
    page('/janji/$number', () => import('./pages/Pledge.tsx')),
    page('/janji/$number/alokasi', () => import('./pages/Allocate.tsx')),
    page('/janji/$number/dana', () => import('./pages/Fund.tsx')),
    page('/janji-masuk', () => import('./pages/Incoming.tsx')),
    page('/kontribusi', () => import('./pages/Contributions.tsx')),
    page('/kontribusi/$number', () => import('./pages/Contribution.tsx')),
    page('/anggota', () => import('./pages/Members.tsx')),
    page('/pks', () => import('./pages/Agreements.tsx')),
    page('/antrean', () => import('./pages/Queue.tsx')),
    page('/organisasi', () => import('./pages/Organisations.tsx')),
    page('/organisasi/$number', () => import('./pages/Organisation.tsx')),
    page('/organisasi/$number/pengamat', () => import('./pages/Observed.tsx')),
    page('/organisasi-kami', () => import('./pages/Profile.tsx')),
    page('/unit', () => import('./pages/Units.tsx')),
    page('/unit/$code', () => import('./pages/Unit.tsx')),
    page('/kesenjangan', () => import('./pages/Gaps.tsx')),
    page('/audit', () => import('./pages/Audit.tsx')),
    page('/laporan', () => import('./pages/Report.tsx')),
    page('/tugas', () => import('./pages/Today.tsx')),
    page('/saya', () => import('./pages/Account.tsx')),
    page('/kebutuhan', () => import('./pages/Needs.tsx')),
    page('/pengaduan', () => import('./pages/Complaints.tsx')),
    page('/pengaduan/$number', () => import('./pages/Complaint.tsx')),
    page('/usulan', () => import('./pages/Proposals.tsx')),
    page('/usulan/$number', () => import('./pages/Proposal.tsx')),
  ]),
  // Plain parameters: what stands in the address is what people would write.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text && `?${text}`;
  },
  scrollRestoration: true,
});

/** The parameters of the address. */
export function useQuery(): Record<string, string | undefined> {
  return useSearch({ strict: false });
}

/** The number in the address of one thing. */
export function useNumber(): string {
  const { number } = useParams({ strict: false }) as { number?: string };
  return number ?? '';
}

/** The code in the address of a unit. */
export function useCode(): string {
  const { code } = useParams({ strict: false }) as { code?: string };
  return code ?? '';
}

/** Goes to an address of the office. */
export function go(href: string, how: { replace?: boolean } = {}): void {
  if (how.replace) router.history.replace(href);
  else router.history.push(href);
}
