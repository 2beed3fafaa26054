import { graphql } from 'react-relay/hooks';
import { day, dayOf, days, daysBetween, moment } from '../../format/dates.ts';
import { number, percent } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Evenness } from '../../ui/charts/Evenness.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Table } from '../../ui/Table.tsx';
import { rungWord } from '../../words/glossary.ts';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { PemprovPhasesQuery } from '../__generated__/PemprovPhasesQuery.graphql.ts';
import type { PemprovQuery } from '../__generated__/PemprovQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { ofOffice, useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { capital, packageNameOf } from '../parts/names.ts';
import { useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import { Course } from './Course.tsx';
import css from './Home.module.css';

const document = graphql`
  query PemprovQuery($phase: GlobalID) {
    pledgeQueue(first: 1000) {
      edges {
        node {
          id
          number
          waitsSince
          held
        }
      }
    }
    tenants(states: [APPLIED], first: 100) {
      edges {
        node {
          id
          name
          appliedAt
        }
      }
    }
    agreementQueue {
      id
    }
    permitQueue {
      id
    }
    complaints(states: [RECEIVED, IN_HAND], first: 1000) {
      edges {
        node {
          id
          receivedAt
        }
      }
    }
    proposals(states: [RECEIVED], first: 1000) {
      edges {
        node {
          id
          receivedAt
        }
      }
    }
    ladder(phase: $phase) {
      package {
        code
      }
      target
      pledged
      committed
      received
      asOf
    }
    ladderByDay(phase: $phase) {
      ...Course_days
    }
    coverage(package: "SEMBAKO", phase: $phase) {
      step
      units
      target
      committed
    }
    ladderByArea(level: KELURAHAN, package: "SEMBAKO", phase: $phase) {
      area {
        id
        code
        name
      }
      target
      committed
      received
    }
  }
`;

const phasesDocument = graphql`
  query PemprovPhasesQuery {
    programmes {
      id
      phases {
        id
        number
        startsOn
        endsOn
        open
      }
    }
  }
`;

const words = {
  met: ['Terpenuhi', 'Met'],
  title: ['Ringkasan', 'Overview'],
  recap: ['Rekap hari ini', 'Today’s recap'],
  waiting: ['Menunggu Pemprov', 'Awaiting the provincial government'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  pledges: ['Janji bantuan untuk dikonfirmasi', 'Pledges to confirm'],
  oldest: [
    (n: number) => (n > 0 ? `yang terlama menunggu ${n} hari` : 'semua masuk hari ini'),
    (n: number) =>
      n > 0 ? `the oldest has waited ${n} ${n === 1 ? 'day' : 'days'}` : 'all came in today',
  ],
  packages: [(n: string) => `${n} paket ditahan`, (n: string) => `${counted(n, 'package')} held`],
  queue: ['Buka antrean', 'Open the queue'],
  organisations: ['Organisasi untuk diverifikasi', 'Organisations to verify'],
  verify: ['Periksa', 'Look at them'],
  papers: ['PKS dan izin untuk diberlakukan', 'Agreements and permits to put in force'],
  told: ['Disampaikan warga', 'Told by residents'],
  complaints: ['Pengaduan untuk dijawab', 'Complaints to answer'],
  proposals: ['Usulan data untuk diperiksa', 'Proposed data to check'],
  progress: ['Capaian', 'Progress'],
  phase: ['Tahap', 'Phase'],
  everyPhase: ['Seluruh tahap', 'All phases'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  package: ['Paket', 'Package'],
  needed: ['Dibutuhkan', 'Needed'],
  coverage: ['Capaian', 'Progress'],
  least: ['Kelurahan yang paling sedikit terpenuhi', 'Kelurahan with the least coverage'],
  leastWhy: [
    'Paket sembako; yang sama-sama kosong diurutkan menurut besarnya kebutuhan.',
    'Staple food packages; where nothing is met, the largest need comes first.',
  ],
  course: ['Dari waktu ke waktu', 'Over time'],
  allCharts: ['Semua gambar', 'All charts'],
  allAreas: ['Semua wilayah', 'All areas'],
  area: ['Kelurahan', 'Kelurahan'],
  unmet: ['Belum terpenuhi', 'Not yet met'],
} as const satisfies Record<string, Pair<unknown>>;

type Area = PemprovQuery['response']['ladderByArea'][number];

const share = (row: Area) => row.committed / row.target;

/** Those with the smallest share first; of equal ones, those that need most. */
function leastCovered(areas: readonly Area[], most: number): Area[] {
  return areas
    .filter((row) => row.target > 0)
    .sort((a, b) => share(a) - share(b) || b.target - a.target)
    .slice(0, most);
}

export function Pemprov() {
  const t = useText();
  const lang = useLang();
  const { organisation, today } = useOffice();
  const query = useQuery();
  const { programmes } = useLoad<PemprovPhasesQuery>(phasesDocument, {});
  const phases = programmes[programmes.length - 1]?.phases ?? [];
  const phase =
    query.tahap === 'semua'
      ? undefined
      : (phases.find((each) => String(each.number) === query.tahap) ??
        phases.find((each) => each.open) ??
        phases[phases.length - 1]);
  const inPhase = phase && String(phase.number);
  const variables = { phase: phase?.id ?? null };
  const data = useLoad<PemprovQuery>(document, variables, { fetchPolicy: 'store-and-network' });
  useRefreshed<PemprovQuery>(document, variables, ofOffice);
  const queue = data.pledgeQueue.edges.map((edge) => edge.node);
  const [oldest] = queue;
  const applied = data.tenants?.edges.length ?? 0;
  const papers = (data.agreementQueue?.length ?? 0) + (data.permitQueue?.length ?? 0);
  const complaints = data.complaints?.edges.map((edge) => edge.node) ?? [];
  const proposals = data.proposals?.edges.map((edge) => edge.node) ?? [];
  const age = (since: string) => daysBetween(dayOf(since), today);
  const held = queue.reduce((sum, pledge) => sum + pledge.held, 0);
  const [first] = data.ladder;
  return (
    <>
      <PageHead
        title={organisation.name}
        lead={t(words.title)}
        action={<Button href={to.publicRecap}>{t(words.recap)}</Button>}
      />
      <Section title={t(words.waiting)}>
        <FigureRow asOf={t(words.asOf)(day(today, lang))}>
          <FigureCard
            label={t(words.pledges)}
            figure={number(queue.length, lang)}
            note={
              oldest &&
              `${t(words.oldest)(daysBetween(dayOf(oldest.waitsSince), today))} · ${t(words.packages)(number(held, lang))}`
            }
            href={to.queue}
            rows={t(words.queue)}
          />
          <FigureCard
            label={t(words.organisations)}
            figure={number(applied, lang)}
            href={withQuery(to.organisations, { keadaan: 'APPLIED' })}
            rows={t(words.verify)}
          />
          <FigureCard
            label={t(words.papers)}
            figure={number(papers, lang)}
            href={to.agreements}
            rows={t(words.verify)}
          />
        </FigureRow>
      </Section>
      <Section title={t(words.told)}>
        <FigureRow asOf={t(words.asOf)(day(today, lang))}>
          <FigureCard
            label={t(words.complaints)}
            figure={number(complaints.length, lang)}
            note={complaints[0] && t(words.oldest)(age(complaints[0].receivedAt))}
            href={to.complaints}
            rows={t(words.verify)}
          />
          <FigureCard
            label={t(words.proposals)}
            figure={number(proposals.length, lang)}
            note={proposals[0] && t(words.oldest)(age(proposals[0].receivedAt))}
            href={to.proposals}
            rows={t(words.verify)}
          />
        </FigureRow>
      </Section>
      <Section title={t(words.progress)}>
        <FilterRow label={t(words.phase)}>
          {phases.map((each) => (
            <FilterChip
              key={each.id}
              href={withQuery(to.home, { tahap: String(each.number) })}
              on={each.id === phase?.id}
            >
              {t(words.phaseName)(each.number)} · {days(each.startsOn, each.endsOn, lang)}
            </FilterChip>
          ))}
          <FilterChip href={withQuery(to.home, { tahap: 'semua' })} on={!phase}>
            {t(words.everyPhase)}
          </FilterChip>
        </FilterRow>
        <Table
          caption={t(words.progress)}
          captionUnseen
          rows={data.ladder.filter((row) => row.target > 0 || row.pledged > 0)}
          keyOf={(row) => row.package.code}
          columns={[
            {
              name: 'package',
              head: t(words.package),
              names: true,
              cell: (row) => t(packageNameOf(row.package.code)),
            },
            {
              name: 'needed',
              head: t(words.needed),
              figures: true,
              cell: (row) => (
                <a href={withQuery(to.needs, { paket: row.package.code, tahap: inPhase })}>
                  {number(row.target, lang)}
                </a>
              ),
            },
            {
              name: 'pledged',
              head: capital(t(rungWord.pledged)),
              figures: true,
              cell: (row) => <a href={to.queue}>{number(row.pledged - row.committed, lang)}</a>,
            },
            {
              name: 'committed',
              head: capital(t(rungWord.committed)),
              figures: true,
              cell: (row) => (
                <a href={withQuery(to.publicRows, { paket: row.package.code, tahap: inPhase })}>
                  {number(row.committed, lang)}
                </a>
              ),
            },
            {
              name: 'coverage',
              head: t(words.coverage),
              cell: (row) => (
                <LadderBar show="line" ladder={{ ...row, pledged: row.pledged - row.committed }} />
              ),
            },
          ]}
        />
        {first && <p className={css.asOf}>{t(words.asOf)(moment(first.asOf, lang))}</p>}
      </Section>
      {first && (
        <Section title={t(words.course)} aside={<a href={to.publicTotals}>{t(words.allCharts)}</a>}>
          <Course
            id="hari"
            days={data.ladderByDay}
            phases={phases}
            asOf={first.asOf}
            phase={inPhase}
          />
          {phase && (
            <Evenness
              id="sebaran"
              what={t(packageNameOf('SEMBAKO'))}
              rows={data.coverage}
              phase={phase.number}
              asOf={first.asOf}
              href={
                phase.open
                  ? (step) =>
                      withQuery(to.publicUnits, {
                        paket: 'SEMBAKO',
                        jenis: 'RW',
                        terpenuhi: String(step),
                      })
                  : undefined
              }
            />
          )}
        </Section>
      )}
      <Section title={t(words.least)} aside={<a href={to.publicTotals}>{t(words.allAreas)}</a>}>
        <p className={css.soft}>{t(words.leastWhy)}</p>
        <Table
          caption={t(words.least)}
          captionUnseen
          rows={leastCovered(data.ladderByArea, 10)}
          keyOf={(row) => row.area.id}
          columns={[
            {
              name: 'area',
              head: t(words.area),
              names: true,
              cell: (row) => (
                <a href={withQuery(to.needs, { tahap: inPhase, wilayah: row.area.code })}>
                  {row.area.name}
                </a>
              ),
            },
            {
              name: 'needed',
              head: t(words.needed),
              figures: true,
              by: (row) => row.target,
              cell: (row) => number(row.target, lang),
            },
            {
              name: 'unmet',
              head: t(words.unmet),
              figures: true,
              by: (row) => row.target - row.committed,
              cell: (row) => number(row.target - row.committed, lang),
            },
            {
              name: 'share',
              head: t(words.met),
              figures: true,
              by: share,
              cell: (row) => percent(row.committed, row.target),
            },
          ]}
        />
      </Section>
    </>
  );
}
