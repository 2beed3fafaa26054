import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Loading } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GiveUnitsCandidatesQuery } from '../__generated__/GiveUnitsCandidatesQuery.graphql.ts';
import type { GiveUnitsChosenQuery } from '../__generated__/GiveUnitsChosenQuery.graphql.ts';
import { pointIn, useGeolocation } from '../shared/geolocation.ts';
import { placeOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Phase, packageOf, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import { addressOf, type Draft, divided, fresh } from './draft.ts';
import css from './Give.module.css';

graphql`
  fragment GiveUnits_unit on Unit {
    code
    name
    kind
    kelurahan {
      name
    }
    kecamatan {
      name
    }
    kota {
      name
    }
    needs(phase: $phase) {
      target
      held
      committed
      remaining
      package {
        code
      }
    }
  }
`;

const chosenDocument: Doc<GiveUnitsChosenQuery> = graphql`
  query GiveUnitsChosenQuery($codes: [String!]!, $phase: ID!) {
    areas(level: KOTA) {
      code
      name
    }
    unitsByCode(codes: $codes) {
      ...GiveUnits_unit @relay(mask: false)
    }
  }
`;

// Units found by words, near a place, or the neediest: one of these is asked for.
const candidatesDocument: Doc<GiveUnitsCandidatesQuery> = graphql`
  query GiveUnitsCandidatesQuery(
    $phase: ID!
    $package: ID!
    $search: String!
    $searching: Boolean!
    $latitude: Float!
    $longitude: Float!
    $isNear: Boolean!
    $area: String!
    $inArea: Boolean!
    $anywhere: Boolean!
  ) {
    units(search: $search, first: 50) @include(if: $searching) {
      nodes {
        ...GiveUnits_unit @relay(mask: false)
      }
    }
    unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 20000, first: 30)
      @include(if: $isNear) {
      unit {
        ...GiveUnits_unit @relay(mask: false)
      }
    }
    area(code: $area) @include(if: $inArea) {
      needs(phase: $phase, package: $package, open: true, first: 30) {
        ...GiveUnits_needs @relay(mask: false)
      }
    }
    needs(phase: $phase, package: $package, open: true, first: 30) @include(if: $anywhere) {
      ...GiveUnits_needs @relay(mask: false)
    }
  }
`;

graphql`
  fragment GiveUnits_needs on NeedConnection {
    nodes {
      unit {
        ...GiveUnits_unit @relay(mask: false)
      }
    }
  }
`;

type Unit = GiveUnitsChosenQuery['response']['unitsByCode'][number];
type Need = Unit['needs'][number];
type Given = { unit: Unit; need: Need };

const words = {
  who: ['Untuk siapa', 'For whom'],
  propose: ['Usulkan', 'Propose'],
  urgent: ['Paling mendesak', 'Most urgent'],
  near: ['Dekat saya', 'Near me'],
  noPlace: ['Letak tidak terbaca', 'Place not found'],
  find: [
    'Cari unit lain, misalnya rw 5 kebayoran lama',
    'Find another unit, such as rw 5 kebayoran lama',
  ],
  search: ['Cari', 'Find'],
  proposed: ['Usulan kami', 'What we propose'],
  chosen: ['Pilihan Anda', 'Your choice'],
  division: ['Pembagian', 'Division'],
  evenly: ['Rata', 'Evenly'],
  filling: ['Penuhi dari atas', 'Fill from the top'],
  more: ['Tambah unit', 'Add units'],
  anew: ['Lepas semua pilihan dan usulkan lagi', 'Let go of all and propose anew'],
  families: [(n: string) => `${n} KK belum terpenuhi`, (n: string) => `${n} families not yet met`],
  packages: [
    (n: string) => `${n} paket belum terpenuhi`,
    (n: string) => `${n} packages not yet met`,
  ],
  held: [
    (n: string) => `${n} sudah dijanjikan pihak lain`,
    (n: string) => `${n} already promised by others`,
  ],
  gets: [(n: string) => `${n} paket dari Anda`, (n: string) => `${n} packages from you`],
  notNeeded: [
    'Tidak membutuhkan paket ini pada tahap ini.',
    'Does not need this package in this phase.',
  ],
  rest: [
    (n: string) => `${n} paket belum menemukan tujuan. Tambahkan unit.`,
    (n: string) => `${n} packages have no destination yet. Add units.`,
  ],
  first: [
    'Isi jumlah paket untuk melihat pembagiannya.',
    'Fill in how many to see how they divide.',
  ],
  next: ['Lanjut: lewat siapa', 'Next: which way'],
} as const satisfies Record<string, Pair<unknown>>;

type GiveUnitsProps = { draft: Draft; phase: Phase; alive: boolean };

function Row({ given, quantity, on }: { given: Given; quantity: number; on: boolean }) {
  const t = useText();
  const lang = useLang();
  const { programme } = useProgramme();
  const { unit, need } = given;
  const left = need.target - need.committed;
  const family = packageOf(programme, need.package.code)?.per === 'FAMILY';
  return (
    <li className={css.unit}>
      <Choice
        type="checkbox"
        name="unit"
        value={unit.code}
        checked={on}
        onPick={() => undefined}
        label={unitName(unit)}
        hint={placeOf(unit)}
      />
      <div className={css.split}>
        <LadderBar
          show="bar"
          ladder={{
            target: need.target,
            committed: need.committed,
            pledged: need.held + quantity,
          }}
        />
        <p>
          {quantity > 0 && <strong>{t(words.gets)(number(quantity, lang))} · </strong>}
          {t(family ? words.families : words.packages)(
            `${quantity > 0 ? `${number(left, lang)} → ` : ''}${number(left - quantity, lang)}`,
          )}
          {need.held > 0 && (
            <span className={css.soft}> · {t(words.held)(number(need.held, lang))}</span>
          )}
        </p>
      </div>
    </li>
  );
}

/** Units with how the packages divide over them. */
function Split(
  props: GiveUnitsProps & {
    candidates: readonly Unit[];
    chosen: readonly Unit[];
    searched: boolean;
  },
) {
  const { draft, candidates, chosen, searched, alive } = props;
  const t = useText();
  const lang = useLang();
  const given = (units: readonly Unit[]) =>
    units.flatMap((unit) => {
      const need = unit.needs.find((each) => each.package.code === draft.package);
      return need ? [{ unit, need }] : [];
    });
  const own = given(chosen);
  const others = given(candidates).filter(
    ({ unit, need }) => need.remaining > 0 && !chosen.some((each) => each.code === unit.code),
  );
  // Nobody was chosen: the first that take all of it are proposed.
  const sources = own.length || searched ? own : others;
  const { shares, rest } = divided(
    sources.map(({ unit, need }) => ({ code: unit.code, left: need.remaining })),
    draft,
  );
  const taken = own.length ? own : others.filter(({ unit }) => shares.has(unit.code));
  const further = others.filter((each) => !taken.includes(each)).slice(0, searched ? 10 : 5);
  const list = (rows: readonly Given[], on: boolean) => (
    <ul>
      {rows.map((each) => (
        <Row key={each.unit.code} given={each} quantity={shares.get(each.unit.code) ?? 0} on={on} />
      ))}
    </ul>
  );
  const lost = chosen.filter((unit) => !own.some((each) => each.unit === unit));
  return (
    <>
      {draft.quantity === 0 && <p className={css.soft}>{t(words.first)}</p>}
      {taken.length > 0 && (
        <>
          <h3>{t(own.length ? words.chosen : words.proposed)}</h3>
          {own.length > 1 && (
            <FilterRow label={t(words.division)}>
              {[true, false].map((even) => (
                <FilterChip
                  key={String(even)}
                  href={addressOf({ ...draft, even })}
                  on={draft.even === even}
                >
                  {t(even ? words.evenly : words.filling)}
                </FilterChip>
              ))}
            </FilterRow>
          )}
          {list(taken, true)}
        </>
      )}
      {lost.map((unit) => (
        <p key={unit.code}>
          {unitName(unit)}: {t(words.notNeeded)}
        </p>
      ))}
      {own.length > 0 && (
        <p>
          <a href={addressOf({ ...draft, ...fresh })}>{t(words.anew)}</a>
        </p>
      )}
      {rest > 0 && draft.quantity > 0 && <p role="status">{t(words.rest)(number(rest, lang))}</p>}
      {further.length > 0 && (
        <>
          <h3>{t(words.more)}</h3>
          {list(further, false)}
        </>
      )}
      <div className={css.send}>
        {alive ? (
          <Button
            look="primary"
            href={addressOf({ ...draft, units: taken.map(({ unit }) => unit.code) }, to.sending)}
          >
            {t(words.next)}
          </Button>
        ) : (
          <Button look="primary" type="submit" to={to.sending}>
            {t(words.next)}
          </Button>
        )}
      </div>
    </>
  );
}

/** Found by words, near a place, or the neediest. */
function Candidates(props: GiveUnitsProps & { chosen: readonly Unit[] }) {
  const { search, near, area, package: code } = props.draft;
  const { programme } = useProgramme();
  const { data, error, again } = useRead(candidatesDocument, {
    ...(near ?? { latitude: 0, longitude: 0 }),
    phase: props.phase.id,
    package: packageOf(programme, code)?.id ?? '',
    search,
    area,
    searching: !!search,
    isNear: !!near,
    inArea: !!area,
    anywhere: !search && !near && !area,
  });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const units =
    data.units?.nodes ??
    (data.unitsNear ?? (data.area?.needs ?? data.needs)?.nodes ?? []).map((each) => each.unit);
  return <Split {...props} candidates={units} searched={!!search} />;
}

function NearMe({ draft }: { draft: Draft }) {
  const t = useText();
  const { state, find } = useGeolocation((near) =>
    go(addressOf({ ...draft, ...fresh, near: pointIn(near) }), { keepPlace: true }),
  );
  if (state === 'none') return null;
  return (
    <Button onPress={find} busy={state === 'busy'}>
      {t(state === 'failed' ? words.noPlace : words.near)}
    </Button>
  );
}

/** Who is helped: proposed, searched for, and ticked by hand. */
export function GiveUnits(props: GiveUnitsProps) {
  const t = useText();
  const { draft, phase } = props;
  const reading = useRead(chosenDocument, { codes: draft.units, phase: phase.id });
  if (reading.error) return <Failed error={reading.error} again={reading.again} />;
  if (!reading.data) return <Loading lines={8} />;
  const found = reading.data.unitsByCode;
  // In the order in which they were chosen, which is that in which packages go to them.
  const chosen = draft.units.flatMap((code) => found.filter((unit) => unit.code === code));
  return (
    <Section title={t(words.who)}>
      <FilterRow label={t(words.propose)}>
        <FilterChip
          href={addressOf({ ...draft, ...fresh })}
          on={!draft.area && !draft.near && !draft.search}
        >
          {t(words.urgent)}
        </FilterChip>
        {reading.data.areas.map((area) => (
          <FilterChip
            key={area.code}
            href={addressOf({ ...draft, ...fresh, area: area.code })}
            on={draft.area === area.code}
          >
            {area.name}
          </FilterChip>
        ))}
      </FilterRow>
      <div className={css.line}>
        <div className={css.which}>
          <Field label={t(words.find)}>
            {(control) => (
              <input
                {...control}
                type="search"
                name="cari"
                autoComplete="off"
                defaultValue={draft.search}
              />
            )}
          </Field>
        </div>
        <Button type="submit">{t(words.search)}</Button>
        <NearMe draft={draft} />
      </div>
      <div className={css.units}>
        <Candidates {...props} chosen={chosen} />
      </div>
    </Section>
  );
}
