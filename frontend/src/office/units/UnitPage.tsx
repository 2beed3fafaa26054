import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { unitKind } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { UnitPageQuery } from '../__generated__/UnitPageQuery.graphql.ts';
import { unitName } from '../shared/names.ts';
import { to, withQuery } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useCode, useQuery } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { countOf } from './counts.ts';
import { unitAt } from './lists.ts';
import { UnitAllocations } from './UnitAllocations.tsx';
import { UnitContact } from './UnitContact.tsx';
import { UnitData } from './UnitData.tsx';
import { UnitHistory } from './UnitHistory.tsx';
import { UnitNeeds } from './UnitNeeds.tsx';
import { UnitSlips } from './UnitSlips.tsx';

const document = graphql`
  query UnitPageQuery($code: String!, $pemprov: Boolean!, $first: Int!, $after: String)
  @preloadable {
    unit(code: $code) {
      id
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
      ...UnitNeeds_unit
      ...UnitAllocations_unit
      ...UnitData_unit
      ...UnitContact_unit @arguments(pemprov: $pemprov)
      ...UnitSlips_unit @include(if: $pemprov) @alias(as: "forSlips")
      history @include(if: $pemprov) {
        ...UnitHistory_events
      }
    }
  }
`;

const words = {
  back: ['Unit prioritas', 'Priority units'],
  none: ['Unit ini tidak ada', 'There is no such unit'],
  find: ['Cari unit', 'Find a unit'],
  public: ['Halaman publik', 'Public page'],
  give: ['Bantu unit ini', 'Help this unit'],
  families: ['KK rentan', 'Vulnerable families'],
  people: ['Jiwa', 'People'],
  kind: ['Jenis', 'Kind'],
  address: ['Alamat', 'Address'],
  code: ['Kode', 'Code'],
  boundary: ['Batas', 'Boundary'],
  official: ['dari berkas batas wilayah', 'from a boundary file'],
  drawn: ['perkiraan, bukan batas resmi', 'approximate, not official'],
  example: ['data contoh', 'example data'],
} as const satisfies Record<string, Pair>;

type Unit = NonNullable<UnitPageQuery['response']['unit']>;

function UnitFacts({ unit }: { unit: Unit }) {
  const t = useText();
  const lang = useLang();
  const format = (value: number) => number(value, lang);
  return (
    <Facts
      items={[
        [
          t(words.families),
          <>
            {countOf(unit.families, unit.belowThreshold, format)}{' '}
            {unit.isExample && <Chip tone="waiting">{t(words.example)}</Chip>}
          </>,
        ],
        [t(words.people), countOf(unit.people, false, format)],
        [t(words.kind), t(unitKind[unit.kind as keyof typeof unitKind])],
        [t(words.code), unit.code],
        ...(unit.address ? [[t(words.address), unit.address] as const] : []),
        [t(words.boundary), t(unit.officialBoundary ? words.official : words.drawn)],
      ]}
    />
  );
}

export function Page() {
  const t = useText();
  const { organisation, acts } = useOffice();
  const [again, setAgain] = useState(0);
  const { list, variables } = unitAt(useCode(), useQuery(), organisation.kind);
  const { unit } = useLoad<UnitPageQuery>(document, variables, {
    fetchPolicy: 'store-and-network',
    fetchKey: again,
  });
  if (!unit) {
    return (
      <Empty
        whole
        title={t(words.none)}
        action={<Button href={to.units}>{t(words.find)}</Button>}
      />
    );
  }
  return (
    <>
      <PageHead
        back={{
          href: withQuery(to.units, { wilayah: unit.kelurahan.code }),
          label: `${t(words.back)}, ${unit.kelurahan.name}`,
        }}
        title={unitName(unit)}
        lead={`${unit.kecamatan.name}, ${unit.kota.name}`}
        action={
          <>
            {acts && organisation.kind !== 'PEMPROV' && (
              <Button look="primary" href={withQuery(to.newPledge, { unit: unit.code })}>
                {t(words.give)}
              </Button>
            )}
            <Button href={to.unit(unit.code)}>{t(words.public)}</Button>
          </>
        }
      />
      <UnitFacts unit={unit} />
      <UnitNeeds unit={unit} />
      <UnitAllocations unit={unit} list={list} />
      <UnitData unit={unit} />
      {acts && (
        <UnitContact
          unit={unit}
          writes={organisation.kind === 'PEMPROV'}
          onChange={() => setAgain((now) => now + 1)}
        />
      )}
      {unit.forSlips && (
        <UnitSlips unit={unit.forSlips} onPrint={() => setAgain((now) => now + 1)} />
      )}
      {unit.history && <UnitHistory events={unit.history} />}
    </>
  );
}
