import { useState } from 'react';
import { day } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitPageQuery } from '../__generated__/UnitPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { placeOf, unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { Island } from '../shell/island.tsx';
import { lazy } from '../shell/lazy.ts';
import { type Phase, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Unit.module.css';
import { UnitNeeds, UnitRank } from './UnitNeeds.tsx';

const commitments = lazy(() => import('../deliveries/UnitCommitments.tsx'));
const deliveries = lazy(() => import('../deliveries/UnitDeliveries.tsx'));
const map = lazy(() => import('../maps/DetailMap.tsx'));

const document: Doc<UnitPageQuery> = graphql`
  query UnitPageQuery($code: String!) {
    unit(code: $code) {
      code
      name
      kind
      address
      families
      people
      belowThreshold
      isExample
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
      ...UnitNeeds_unit @relay(mask: false)
      ...UnitDeliveries_unit @relay(mask: false)
      ...UnitCommitments_unit @relay(mask: false)
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
  share: ['Bagikan', 'Share'],
  copied: ['Tautan tersalin', 'Link copied'],
  wrong: ['Data ini keliru atau sudah lama?', 'Are these data wrong or old?'],
  update: ['Perbarui data unit', 'Update this unit’s data'],
  report: ['Laporkan masalah', 'Report a problem'],
} as const satisfies Record<string, Pair<unknown>>;

type UnitData = NonNullable<UnitPageQuery['response']['unit']>;
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

/** Its place on the map: half a megabyte, so the reader decides. */
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
  const families = unit.belowThreshold ? '<5' : (unit.families ?? null);
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
              {unit.isExample && <Chip tone="waiting">{t(words.example)}</Chip>}
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
      {unit.isExample && <p className={css.note}>{t(words.exampleWhy)}</p>}
      <p className={css.note}>
        {t(words.wrong)} <a href={to.propose(unit.code)}>{t(words.update)}</a> ·{' '}
        <a href={withQuery(to.report, { unit: unit.code })}>{t(words.report)}</a>
      </p>
      <UnitNeeds unit={unit} phase={current?.id} />
      <Island part={deliveries} keepHtml unit={{ deliveries: unit.deliveries }} />
      <Section title={t(words.where)}>
        <Where unit={unit} phase={current} open={here.query.get('peta') === '1'} />
      </Section>
      <UnitRank unit={unit} phase={current?.id} />
      <Island part={commitments} unit={{ code: unit.code, commitments: unit.commitments }} />
    </>
  );
}
