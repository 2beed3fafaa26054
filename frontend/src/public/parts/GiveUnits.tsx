import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { LadderBar } from '../../ui/LadderBar.tsx';
import { Section } from '../../ui/Shell.tsx';
import { Loading } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { GiveChosenQuery } from '../__generated__/GiveChosenQuery.graphql.ts';
import type { GiveNearQuery } from '../__generated__/GiveNearQuery.graphql.ts';
import type { GiveUrgentQuery } from '../__generated__/GiveUrgentQuery.graphql.ts';
import { to } from '../address.ts';
import { addressOf, type Draft, divided, fresh } from '../draft.ts';
import css from '../pages/Give.module.css';
import { placeIn, useMyPlace } from '../place.ts';
import { type Phase, useProgramme } from '../programme.ts';
import { type Doc, graphql, useRead } from '../read.ts';
import { go } from '../router.ts';
import { placeOf, unitName } from '../units.ts';
import { Failed } from './Failed.tsx';

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

const chosenDocument: Doc<GiveChosenQuery> = graphql`
  query GiveChosenQuery($codes: [String!], $search: String, $phase: GlobalID!) {
    areas(level: KOTA) {
      code
      name
    }
    units(codes: $codes, search: $search, first: 50) {
      edges {
        node {
          ...GiveUnits_unit @relay(mask: false)
        }
      }
    }
  }
`;

const urgentDocument: Doc<GiveUrgentQuery> = graphql`
  query GiveUrgentQuery($phase: GlobalID!, $package: String!, $area: String) {
    needs(phase: $phase, package: $package, area: $area, open: true, first: 30) {
      edges {
        node {
          unit {
            ...GiveUnits_unit @relay(mask: false)
          }
        }
      }
    }
  }
`;

const nearDocument: Doc<GiveNearQuery> = graphql`
  query GiveNearQuery($latitude: Float!, $longitude: Float!, $phase: GlobalID!) {
    unitsNear(latitude: $latitude, longitude: $longitude, radiusMetres: 20000, first: 30) {
      unit {
        ...GiveUnits_unit @relay(mask: false)
      }
    }
  }
`;

type Unit = GiveChosenQuery['response']['units']['edges'][number]['node'];
type Need = Unit['needs'][number];
type Asked = { variables: object; response: unknown };
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
    (n: string) => `${n} sudah dijanjikan orang lain`,
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
  const family =
    programme?.packages.find((each) => each.code === need.package.code)?.per === 'FAMILY';
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
  props: GiveUnitsProps & { candidates: readonly Unit[]; chosen: readonly Unit[]; asked: boolean },
) {
  const { draft, candidates, chosen, asked, alive } = props;
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
  const sources = own.length || asked ? own : others;
  const { shares, rest } = divided(
    sources.map(({ unit, need }) => ({ code: unit.code, left: need.remaining })),
    draft,
  );
  const taken = own.length ? own : others.filter(({ unit }) => shares.has(unit.code));
  const further = others.filter((each) => !taken.includes(each)).slice(0, asked ? 10 : 5);
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

type Source<O extends Asked> = {
  document: Doc<O>;
  variables: O['variables'];
  unitsOf: (data: O['response']) => readonly Unit[];
};

/** The units that a question finds. */
function From<O extends Asked>(
  props: GiveUnitsProps & Source<O> & { chosen: readonly Unit[]; asked: boolean },
) {
  const reading = useRead(props.document, props.variables);
  if (reading.error) return <Failed error={reading.error} again={reading.again} />;
  if (!reading.data) return <Loading lines={8} />;
  return <Split {...props} candidates={props.unitsOf(reading.data)} />;
}

/** Found by words, near a place, or the neediest. */
function Candidates(props: GiveUnitsProps & { chosen: readonly Unit[] }) {
  const { search, near, area, package: code } = props.draft;
  const phase = props.phase.id;
  const from = <O extends Asked>(
    document: Doc<O>,
    variables: O['variables'],
    unitsOf: Source<O>['unitsOf'],
  ) => (
    <From
      key={document}
      {...props}
      {...{ document, variables, unitsOf }}
      asked={search.length > 0}
    />
  );
  if (search)
    return from(chosenDocument, { search, phase }, (data) =>
      data.units.edges.map((edge) => edge.node),
    );
  if (near)
    return from(nearDocument, { ...near, phase }, (data) =>
      data.unitsNear.map((each) => each.unit),
    );
  return from(urgentDocument, { phase, package: code, area: area || null }, (data) =>
    data.needs.edges.map((edge) => edge.node.unit),
  );
}

function NearMe({ draft }: { draft: Draft }) {
  const t = useText();
  const { state, find } = useMyPlace((near) =>
    go(addressOf({ ...draft, ...fresh, near: placeIn(near) }), { keepPlace: true }),
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
  const found = reading.data.units.edges.map((edge) => edge.node);
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
