import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { hasOffice } from '../ui/preferences.ts';
import aggregatorHome from './__generated__/AggregatorHomeQuery$parameters.ts';
import ownAgreements from './__generated__/AgreementsPageOwnQuery$parameters.ts';
import agreementQueue from './__generated__/AgreementsPageQueueQuery$parameters.ts';
import allocatePage from './__generated__/AllocatePageQuery$parameters.ts';
import arrivingPage from './__generated__/ArrivingPageQuery$parameters.ts';
import auditPage from './__generated__/AuditPageQuery$parameters.ts';
import changePage from './__generated__/ChangePageQuery$parameters.ts';
import closingPage from './__generated__/ClosingPageQuery$parameters.ts';
import complaintPage from './__generated__/ComplaintPageQuery$parameters.ts';
import complaintsPage from './__generated__/ComplaintsPageQuery$parameters.ts';
import contributionPage from './__generated__/ContributionPageQuery$parameters.ts';
import contributionsPage from './__generated__/ContributionsPageQuery$parameters.ts';
import depotPage from './__generated__/DepotPageQuery$parameters.ts';
import disputePage from './__generated__/DisputePageQuery$parameters.ts';
import allDisputes from './__generated__/DisputesPageAllQuery$parameters.ts';
import ownDisputes from './__generated__/DisputesPageOwnQuery$parameters.ts';
import documentsPage from './__generated__/DocumentsPageQuery$parameters.ts';
import donorHome from './__generated__/DonorHomeQuery$parameters.ts';
import earlyDeliveryPage from './__generated__/EarlyDeliveryPageQuery$parameters.ts';
import fieldHome from './__generated__/FieldHomeQuery$parameters.ts';
import fundPledgePage from './__generated__/FundPledgePageQuery$parameters.ts';
import inboxPage from './__generated__/InboxPageQuery$parameters.ts';
import incomingPledgesPage from './__generated__/IncomingPledgesPageQuery$parameters.ts';
import latePage from './__generated__/LatePageQuery$parameters.ts';
import membersPage from './__generated__/MembersPageQuery$parameters.ts';
import needsPage from './__generated__/NeedsPageQuery$parameters.ts';
import newPledgePage from './__generated__/NewPledgePageQuery$parameters.ts';
import notificationsPage from './__generated__/NotificationsPageQuery$parameters.ts';
import observedPage from './__generated__/ObservedPageQuery$parameters.ts';
import organisationPage from './__generated__/OrganisationPageQuery$parameters.ts';
import organisationsPage from './__generated__/OrganisationsPageQuery$parameters.ts';
import pemprovHome from './__generated__/PemprovHomePhasesQuery$parameters.ts';
import planPage from './__generated__/PlanPageQuery$parameters.ts';
import pledgeLineagePage from './__generated__/PledgeLineagePageQuery$parameters.ts';
import pledgePage from './__generated__/PledgePageQuery$parameters.ts';
import pledgeQueuePage from './__generated__/PledgeQueuePageQuery$parameters.ts';
import pledgesPage from './__generated__/PledgesPageQuery$parameters.ts';
import profilePage from './__generated__/ProfilePageQuery$parameters.ts';
import proposalPage from './__generated__/ProposalPageQuery$parameters.ts';
import proposalsPage from './__generated__/ProposalsPageQuery$parameters.ts';
import programmePhases from './__generated__/programmePhasesQuery$parameters.ts';
import reassignmentsPage from './__generated__/ReassignmentsPageQuery$parameters.ts';
import shipmentPage from './__generated__/ShipmentPageQuery$parameters.ts';
import shipmentsPage from './__generated__/ShipmentsPageQuery$parameters.ts';
import slipsPage from './__generated__/SlipsPageQuery$parameters.ts';
import todayPage from './__generated__/TodayPageQuery$parameters.ts';
import unitPage from './__generated__/UnitPageQuery$parameters.ts';
import verificationsPage from './__generated__/VerificationsPageQuery$parameters.ts';
import verifierHome from './__generated__/VerifierHomeQuery$parameters.ts';
import withdrawalPage from './__generated__/WithdrawalPageQuery$parameters.ts';
import { auditEntries } from './audit/filters.ts';
import { ownContributions } from './contributions/lists.ts';
import { DISPUTES, shipmentsOf } from './deliveries/lists.ts';
import { ofProfile } from './home/profile.ts';
import { MOST_TASKS } from './home/today.ts';
import { inboxOf } from './inbox/lists.ts';
import { pageSize } from './lists/list.ts';
import { programmeAndArea } from './needs/filters.ts';
import { tenantsOf } from './organisations/filters.ts';
import { incomingPledges, ownPledges, queuedPledges } from './pledges/lists.ts';
import { office } from './shell/address.ts';
import { Missing } from './shell/Boundary.tsx';
import { Frame } from './shell/Frame.tsx';
import { history } from './shell/navigation.ts';
import { atWork, type Reads, reads, readsFor, readsOne, readsWhole } from './shell/preloading.ts';
import { complaintVariables, proposalVariables } from './submissions/filters.ts';
import { unitAt } from './units/lists.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: Missing,
  loader: () => {
    if (hasOffice()) atWork();
  },
  // Once for all pages.
  staleTime: Number.POSITIVE_INFINITY,
});

type Load = () => Promise<{ Page: ComponentType }>;

/** A page. It is a chunk of its own; its first visit loads code and data at once. */
function page(path: string, load: Load, send?: Reads) {
  let loaded = false;
  return createRoute({
    getParentRoute: () => root,
    path: `${office}${path}`,
    component: lazyRouteComponent(async () => {
      const found = await load();
      loaded = true;
      return found;
    }, 'Page'),
    loader: ({ params, location }) => {
      // A page whose code is there reads by itself, without delay. Who was never signed in here
      // will see that first.
      if (!send || loaded || !hasOffice()) return;
      const { number = '', code = '' } = params as { number?: string; code?: string };
      send({ number, code, query: location.search, late: () => loaded });
    },
  });
}

/** What the overview reads: each kind of organisation has its own, and so has who has one task. */
const readsHome = readsFor(({ organisation, role }) => {
  if (role === 'FIELD') return readsWhole(fieldHome);
  // An officer goes on to another page.
  if (role === 'KELURAHAN') return undefined;
  if (role === 'VERIFIER') return readsWhole(verifierHome);
  if (organisation.kind === 'PEMPROV') return readsWhole(pemprovHome);
  const variables = () => ofProfile(organisation);
  return organisation.kind === 'DONOR'
    ? reads(donorHome, variables)
    : reads(aggregatorHome, variables);
});

export const router = createRouter({
  history,
  routeTree: root.addChildren([
    page('', () => import('./home/HomePage.tsx'), readsHome),
    page('/daftar', () => import('./organisations/ApplyPage.tsx')),
    page(
      '/janji',
      () => import('./pledges/PledgesPage.tsx'),
      reads(pledgesPage, ({ query }) => ownPledges(query).variables),
    ),
    page(
      '/janji/baru',
      () => import('./pledges/form/NewPledgePage.tsx'),
      readsWhole(newPledgePage),
    ),
    page(
      '/janji/$number',
      () => import('./pledges/PledgePage.tsx'),
      readsOne('Pledge', pledgePage),
    ),
    page(
      '/janji/$number/penarikan',
      () => import('./pledges/WithdrawalPage.tsx'),
      readsOne('Pledge', withdrawalPage),
    ),
    page(
      '/janji/$number/sudah-diantar',
      () => import('./pledges/EarlyDeliveryPage.tsx'),
      readsOne('Pledge', earlyDeliveryPage),
    ),
    page(
      '/janji/$number/kekurangan',
      () => import('./pledges/ClosingPage.tsx'),
      readsOne('Pledge', closingPage),
    ),
    page(
      '/janji/$number/perjalanan',
      () => import('./pledges/PledgeLineagePage.tsx'),
      readsOne('Pledge', pledgeLineagePage),
    ),
    page(
      '/janji/$number/alokasi',
      () => import('./pledges/form/AllocatePage.tsx'),
      readsOne('Pledge', allocatePage),
    ),
    page(
      '/janji/$number/dana',
      () => import('./contributions/FundPledgePage.tsx'),
      readsOne('Pledge', fundPledgePage),
    ),
    page(
      '/pengalihan',
      () => import('./reassignment/ReassignmentsPage.tsx'),
      readsWhole(reassignmentsPage),
    ),
    page(
      '/janji-masuk',
      () => import('./pledges/IncomingPledgesPage.tsx'),
      reads(incomingPledgesPage, ({ query }) => incomingPledges(query).variables),
    ),
    page(
      '/kontribusi',
      () => import('./contributions/ContributionsPage.tsx'),
      readsFor(({ organisation: { kind } }) =>
        reads(contributionsPage, ({ query }) => ownContributions(query, kind).variables),
      ),
    ),
    page(
      '/kontribusi/$number',
      () => import('./contributions/ContributionPage.tsx'),
      readsOne('Contribution', contributionPage),
    ),
    page(
      '/pengiriman',
      () => import('./deliveries/ShipmentsPage.tsx'),
      reads(shipmentsPage, ({ query }) => shipmentsOf(query).variables),
    ),
    page(
      '/pengiriman/belakangan',
      () => import('./deliveries/late/LatePage.tsx'),
      readsWhole(latePage),
    ),
    page('/pengiriman/baru', () => import('./deliveries/plan/PlanPage.tsx'), readsWhole(planPage)),
    page(
      '/pengiriman/$number',
      () => import('./deliveries/shipment/ShipmentPage.tsx'),
      readsOne('Shipment', shipmentPage),
    ),
    page(
      '/pengiriman/$number/ubah',
      () => import('./deliveries/plan/ChangePage.tsx'),
      readsOne('Shipment', changePage),
    ),
    page(
      '/pengiriman/$number/dokumen',
      () => import('./documents/DocumentsPage.tsx'),
      readsOne('Shipment', documentsPage),
    ),
    page(
      '/kiriman',
      () => import('./deliveries/attest/ArrivingPage.tsx'),
      reads(arrivingPage, ({ query }) => ({ first: pageSize, after: query.setelah ?? null })),
    ),
    page(
      '/serah-terima/$number',
      () => import('./deliveries/dispute/DisputePage.tsx'),
      readsOne('Handover', disputePage),
    ),
    page(
      '/sengketa',
      () => import('./deliveries/dispute/DisputesPage.tsx'),
      readsFor(({ organisation: { kind } }) =>
        reads(kind === 'PEMPROV' ? allDisputes : ownDisputes, () => ({ first: DISPUTES })),
      ),
    ),
    page(
      '/verifikasi',
      () => import('./verification/VerificationsPage.tsx'),
      reads(verificationsPage, () => ({ first: 50 })),
    ),
    page('/gudang', () => import('./deliveries/DepotPage.tsx'), readsWhole(depotPage)),
    page('/slip', () => import('./deliveries/attest/SlipsPage.tsx'), readsWhole(slipsPage)),
    page('/anggota', () => import('./members/MembersPage.tsx'), readsWhole(membersPage)),
    page(
      '/pks',
      () => import('./agreements/AgreementsPage.tsx'),
      readsFor(({ organisation: { kind } }) =>
        readsWhole(kind === 'PEMPROV' ? agreementQueue : ownAgreements),
      ),
    ),
    page(
      '/antrean',
      () => import('./pledges/PledgeQueuePage.tsx'),
      reads(pledgeQueuePage, ({ query }) => queuedPledges(query).variables),
    ),
    page(
      '/organisasi',
      () => import('./organisations/OrganisationsPage.tsx'),
      reads(organisationsPage, ({ query }) => tenantsOf(query).variables),
    ),
    page(
      '/organisasi/$number',
      () => import('./organisations/OrganisationPage.tsx'),
      readsOne('TenantOrganisation', organisationPage),
    ),
    page(
      '/organisasi/$number/pengamat',
      () => import('./organisations/observed/ObservedPage.tsx'),
      readsOne('TenantOrganisation', observedPage),
    ),
    page(
      '/organisasi-kami',
      () => import('./organisations/ProfilePage.tsx'),
      readsWhole(profilePage),
    ),
    page('/unit', () => import('./units/UnitsPage.tsx'), readsWhole(programmePhases)),
    page(
      '/unit/$code',
      () => import('./units/UnitPage.tsx'),
      readsFor(({ organisation: { kind } }) =>
        reads(unitPage, ({ code, query }) => unitAt(code, query, kind).variables),
      ),
    ),
    page('/kesenjangan', () => import('./needs/GapsPage.tsx'), readsWhole(programmePhases)),
    page(
      '/audit',
      () => import('./audit/AuditPage.tsx'),
      reads(auditPage, ({ query }) => auditEntries(query).variables),
    ),
    page('/laporan', () => import('./reports/ReportPage.tsx'), readsWhole(programmePhases)),
    page(
      '/tugas',
      () => import('./home/TodayPage.tsx'),
      reads(todayPage, () => ({ most: MOST_TASKS })),
    ),
    page('/saya', () => import('./account/AccountPage.tsx')),
    page(
      '/saya/pemberitahuan',
      () => import('./inbox/NotificationsPage.tsx'),
      readsWhole(notificationsPage),
    ),
    page(
      '/kotak-masuk',
      () => import('./inbox/InboxPage.tsx'),
      reads(inboxPage, ({ query }) => inboxOf(query).variables),
    ),
    page(
      '/kebutuhan',
      () => import('./needs/NeedsPage.tsx'),
      reads(needsPage, ({ query }) => programmeAndArea(query)),
    ),
    page(
      '/pengaduan',
      () => import('./complaints/ComplaintsPage.tsx'),
      reads(complaintsPage, ({ query }) => complaintVariables(query)),
    ),
    page(
      '/pengaduan/$number',
      () => import('./complaints/ComplaintPage.tsx'),
      readsOne('Complaint', complaintPage),
    ),
    page(
      '/usulan',
      () => import('./proposals/ProposalsPage.tsx'),
      reads(proposalsPage, ({ query }) => proposalVariables(query)),
    ),
    page(
      '/usulan/$number',
      () => import('./proposals/ProposalPage.tsx'),
      readsOne('Proposal', proposalPage),
    ),
  ]),
  // Plain parameters: what stands in the address is what people would write.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text && `?${text}`;
  },
  scrollRestoration: true,
});
