import { useState } from 'react';
import { day, days } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { Table } from '../../ui/Table.tsx';
import { midSentence, unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitQuery } from '../__generated__/UnitQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { Island } from '../island.tsx';
import { later } from '../later.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import { type Phase, useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { ladderOf, packageNameOf, placeOf, unitName } from '../units.ts';
import css from './Unit.module.css';

const map = later('parts/DetailMap.tsx', () => import('../parts/DetailMap.tsx'));

const document: Doc<UnitQuery> = graphql`
  query UnitQuery($code: String!) {
    unit(code: $code) {
      code
      name
      kind
      address
      families
      people
      few
      example
      officialBoundary
      kelurahan {
        code
        name
      }
      kecamatan {
        name
      }
      kota {
        name
      }
      location {
        latitude
        longitude
      }
      snapshot {
        source
        day
      }
      needs {
        id
        target
        held
        committed
        remaining
        open
        package {
          code
        }
        phase {
          id
          number
          startsOn
          endsOn
        }
        urgency {
          place
          of
        }
      }
      commitments(first: 50) {
        pageInfo {
          hasNextPage
        }
        edges {
          node {
            quantity
            committedOn
            releasedOn
            package {
              code
            }
            phase {
              number
            }
            giver {
              id
              name
            }
            executor {
              id
              name
            }
          }
        }
      }
    }
  }
`;

const words = {
  back: ['Unit prioritas', 'Priority units'],
  give: ['Bantu unit ini', 'Help this unit'],
  none: ['Unit ini tidak ada', 'There is no such unit'],
  noneWhy: [
    'Kodenya mungkin salah ketik. Cari unit dengan nama kelurahannya.',
    'The code may be mistyped. Look for the unit by the name of its kelurahan.',
  ],
  find: ['Cari unit', 'Find a unit'],
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa', 'People'],
  kind: ['Jenis', 'Kind'],
  address: ['Alamat', 'Address'],
  code: ['Kode', 'Code'],
  source: ['Sumber data', 'Source of the figures'],
  per: [(when: string) => `per ${when}`, (when: string) => `as of ${when}`],
  unknown: ['belum ada', 'not known'],
  example: ['data contoh', 'example data'],
  exampleWhy: [
    'Jumlah KK di halaman ini adalah data contoh, bukan data resmi.',
    'The number of families on this page is example data, not an official figure.',
  ],
  where: ['Letak', 'Where it is'],
  noWhere: ['Letak unit ini belum diketahui.', 'Nobody knows yet where this unit is.'],
  map: ['Lihat di peta', 'See it on the map'],
  drawn: [
    'Letak dan batas unit ini digambar sistem: perkiraan, bukan batas resmi.',
    'Place and boundary of this unit are drawn by the system: approximate, not official.',
  ],
  needs: ['Kebutuhan', 'Needs'],
  phase: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  now: ['berjalan', 'current'],
  closed: ['ditutup', 'closed'],
  noNeeds: ['Kebutuhan unit ini belum diumumkan', 'The needs of this unit are not published yet'],
  noNeedsWhy: [
    'Pemprov mengumumkan kebutuhan per tahap setelah data kerentanan diperiksa.',
    'The provincial government publishes needs by phase once the data are checked.',
  ],
  rank: ['Mengapa urutan ini', 'Why this rank'],
  rankIs: [
    (place: string, of: string, what: string, kind: string) =>
      `Urutan ${place} dari ${of} unit jenis ${kind} pada tahap ini, menurut jumlah ${what} yang belum dijanjikan siapa pun.`,
    (place: string, of: string, what: string, kind: string) =>
      `Number ${place} of ${of} units of the kind ${kind} in this phase, by the ${what}s that nobody has promised yet.`,
  ],
  rankFacts: [
    (families: string, committed: string, held: string, left: string) =>
      `${families} KK rentan; ${committed} paket sudah menjadi komitmen, ${held} menunggu konfirmasi, ${left} belum dijanjikan.`,
    (families: string, committed: string, held: string, left: string) =>
      `${families} vulnerable families; ${committed} packages committed, ${held} awaiting confirmation, ${left} without a promise.`,
  ],
  history: ['Komitmen untuk unit ini', 'Commitments to this unit'],
  noHistory: ['Belum ada komitmen', 'No commitment yet'],
  noHistoryWhy: [
    'Jadilah yang pertama memberi bantuan ke unit ini.',
    'Be the first to help this unit.',
  ],
  giver: ['Pemberi', 'Giver'],
  executor: ['Pelaksana', 'Executor'],
  package: ['Paket', 'Package'],
  quantity: ['Jumlah', 'Quantity'],
  since: ['Sejak', 'Since'],
  share: ['Bagikan', 'Share'],
  copied: ['Tautan tersalin', 'Link copied'],
  wrong: ['Data ini keliru atau sudah lama?', 'Are these data wrong or old?'],
  update: ['Perbarui data unit', 'Update this unit’s data'],
  tell: ['Laporkan masalah', 'Report a problem'],
  released: [(when: string) => `dilepas ${when}`, (when: string) => `released ${when}`],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = NonNullable<UnitQuery['response']['unit']>;
type NeedData = UnitData['needs'][number];

function byPhase(needs: readonly NeedData[]) {
  const phases = new Map<string, NeedData[]>();
  for (const need of needs) {
    phases.set(need.phase.id, [...(phases.get(need.phase.id) ?? []), need]);
  }
  return [...phases.values()].map((list) => ({
    phase: (list[0] as NeedData).phase,
    needs: list,
  }));
}

const isOpen = (phase: ReturnType<typeof byPhase>[number]) => phase.needs.some((need) => need.open);

function PhaseNeeds({
  phase,
  needs,
  current,
}: {
  phase: NeedData['phase'];
  needs: readonly NeedData[];
  current: boolean;
}) {
  const t = useText();
  const lang = useLang();
  return (
    <div className={css.phase}>
      <h3 className={css.phaseName}>
        {t(words.phase)(phase.number)}
        <span className={css.phaseDays}>{days(phase.startsOn, phase.endsOn, lang)}</span>
        {current && <Chip tone="strong">{t(words.now)}</Chip>}
        {!needs.some((need) => need.open) && <Chip>{t(words.closed)}</Chip>}
      </h3>
      {needs.map((need) => (
        <div className={css.need} key={need.id}>
          <h4>{t(packageNameOf(need.package.code))}</h4>
          <LadderBar ladder={ladderOf(need)} />
        </div>
      ))}
    </div>
  );
}

function Rank({ unit, need }: { unit: UnitData; need: NeedData }) {
  const t = useText();
  const lang = useLang();
  const count = (value: number) => number(value, lang);
  return (
    <Section title={t(words.rank)}>
      <p>
        {t(words.rankIs)(
          count(need.urgency.place),
          count(need.urgency.of),
          midSentence(t(packageNameOf(need.package.code))),
          t(unitKind[unit.kind]),
        )}
      </p>
      <p className={css.soft}>
        {t(words.rankFacts)(
          unit.few ? '<5' : unit.families === null ? '–' : count(unit.families ?? 0),
          count(need.committed),
          count(need.held),
          count(need.remaining),
        )}
      </p>
    </Section>
  );
}

function History({ unit }: { unit: UnitData }) {
  const t = useText();
  const lang = useLang();
  const rows = unit.commitments.edges.map((edge) => edge.node);
  if (rows.length === 0) {
    return (
      <Empty
        title={t(words.noHistory)}
        action={<Button href={to.give(unit.code)}>{t(words.give)}</Button>}
      >
        {t(words.noHistoryWhy)}
      </Empty>
    );
  }
  return (
    <Table
      caption={t(words.history)}
      captionUnseen
      rows={rows}
      keyOf={(row) => `${row.giver.id} ${row.package.code} ${row.committedOn} ${row.quantity}`}
      columns={[
        {
          name: 'giver',
          head: t(words.giver),
          names: true,
          by: (row) => row.giver.name,
          cell: (row) => <a href={to.organisation(row.giver.id)}>{row.giver.name}</a>,
        },
        {
          name: 'executor',
          head: t(words.executor),
          by: (row) => row.executor.name,
          cell: (row) => row.executor.name,
        },
        {
          name: 'package',
          head: t(words.package),
          cell: (row) => t(packageNameOf(row.package.code)),
        },
        {
          name: 'quantity',
          head: t(words.quantity),
          figures: true,
          by: (row) => row.quantity,
          cell: (row) => number(row.quantity, lang),
        },
        {
          name: 'since',
          head: t(words.since),
          figures: true,
          by: (row) => row.committedOn,
          cell: (row) =>
            row.releasedOn
              ? t(words.released)(day(row.releasedOn, lang))
              : day(row.committedOn, lang),
        },
      ]}
    />
  );
}

/** By whatever the device shares with; else the link is copied. */
function Share() {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const share = () => {
    const url = location.href;
    const offer = () => prompt(t(words.share), url);
    if (navigator.share) navigator.share({ url }).catch(() => undefined);
    else if (navigator.clipboard)
      navigator.clipboard.writeText(url).then(() => setCopied(true), offer);
    else offer();
  };
  return (
    <span className="needs-script">
      <Button onPress={share}>{t(copied ? words.copied : words.share)}</Button>
    </span>
  );
}

/** Its place on the map: half a megabyte, so it is asked for. */
function Where({ unit, phase, open }: { unit: UnitData; phase: Phase | undefined; open: boolean }) {
  const t = useText();
  const at = unit.location;
  if (!at) return <p className={css.soft}>{t(words.noWhere)}</p>;
  return (
    <>
      {open && phase ? (
        <Island
          part={map}
          packageCode="SEMBAKO"
          phase={phase}
          measure="paket"
          drawn={!unit.officialBoundary}
          focus={{ code: unit.code, ...at }}
        />
      ) : (
        <Button href={withQuery(to.unit(unit.code), { peta: '1' })}>{t(words.map)}</Button>
      )}
      {!unit.officialBoundary && <p className={css.note}>{t(words.drawn)}</p>}
    </>
  );
}

export function Page({ here, parts }: PageProps) {
  const t = useText();
  const lang = useLang();
  const { phase: current } = useProgramme();
  const { data, error, again } = useRead(document, { code: parts[0] ?? '' });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const unit = data.unit;
  if (!unit) {
    return (
      <Empty whole title={t(words.none)} action={<Button href={to.units}>{t(words.find)}</Button>}>
        {t(words.noneWhy)}
      </Empty>
    );
  }
  const ranked = unit.needs.find(
    (need) => need.phase.id === current?.id && need.package.code === 'SEMBAKO',
  );
  // What can be helped comes first; what is closed stands below as it was.
  const phases = byPhase(unit.needs).sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.phase.number - b.phase.number,
  );
  const families = unit.few ? '<5' : (unit.families ?? null);
  const people = unit.people ?? null;
  return (
    <>
      <PageHead
        back={{ href: withQuery(to.units, { wilayah: unit.kelurahan.code }), label: t(words.back) }}
        title={unitName(unit)}
        lead={placeOf(unit)}
        action={
          <>
            <Button look="primary" href={to.give(unit.code)}>
              {t(words.give)}
            </Button>{' '}
            <Share />
          </>
        }
      />
      <Facts
        items={[
          [
            t(words.families),
            <>
              {typeof families === 'number'
                ? number(families, lang)
                : (families ?? t(words.unknown))}{' '}
              {unit.example && <Chip tone="waiting">{t(words.example)}</Chip>}
            </>,
          ],
          [t(words.people), people === null ? t(words.unknown) : number(people, lang)],
          [t(words.kind), t(unitKind[unit.kind])],
          ...(unit.address ? [[t(words.address), unit.address] as const] : []),
          [t(words.code), unit.code],
          ...(unit.snapshot
            ? [
                [
                  t(words.source),
                  `${unit.snapshot.source}, ${t(words.per)(day(unit.snapshot.day, lang))}`,
                ] as const,
              ]
            : []),
        ]}
      />
      {unit.example && <p className={css.note}>{t(words.exampleWhy)}</p>}
      <p className={css.note}>
        {t(words.wrong)} <a href={to.propose(unit.code)}>{t(words.update)}</a> ·{' '}
        <a href={withQuery(to.tell, { unit: unit.code })}>{t(words.tell)}</a>
      </p>
      <Section title={t(words.needs)}>
        {phases.length === 0 && <Empty title={t(words.noNeeds)}>{t(words.noNeedsWhy)}</Empty>}
        {phases.map(({ phase, needs }) => (
          <PhaseNeeds
            key={phase.id}
            phase={phase}
            needs={needs}
            current={phase.id === current?.id}
          />
        ))}
      </Section>
      <Section title={t(words.where)}>
        <Where unit={unit} phase={current} open={here.query.get('peta') === '1'} />
      </Section>
      {ranked && <Rank unit={unit} need={ranked} />}
      <Section title={t(words.history)}>
        <History unit={unit} />
      </Section>
    </>
  );
}
