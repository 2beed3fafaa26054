import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { channel } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { SendPageQuery } from '../__generated__/SendPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Phase, useProgramme } from '../shell/programme.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import {
  addressOf,
  type Draft,
  divided,
  draftOf,
  phaseOf,
  typedIn,
  type Way,
  ways,
} from './draft.ts';
import css from './Give.module.css';
import { GiveReview } from './GiveReview.tsx';

const document: Doc<SendPageQuery> = graphql`
  query SendPageQuery($codes: [String!]!, $phase: ID!) {
    programmes {
      packages {
        code
        current {
          price
        }
      }
    }
    organisations(kind: AGGREGATOR, first: 100) {
      edges {
        node {
          id
          name
          agreementInForce
        }
      }
    }
    unitsByCode(codes: $codes) {
      code
      name
      kind
      kelurahan {
        name
      }
      needs(phase: $phase) {
        remaining
        package {
          code
        }
      }
    }
  }
`;

const words = {
  title: ['Lewat siapa', 'Which way'],
  back: ['Ubah paket dan unit', 'Change packages and units'],
  how: ['Lewat siapa', 'Which way'],
  langsung: [
    'Anda mengantar sendiri ke depan pintu bersama pengurus RW. Buktinya: unit mengonfirmasi jumlahnya dengan kode, atau menandatanganinya.',
    'You deliver to the doorstep yourselves, together with the RW. The proof: the unit confirms the number with a code, or signs.',
  ],
  agregator: [
    'Agregator menerima paket Anda dan mengantarnya. Buktinya: tanda terima barang, lalu konfirmasi setiap unit.',
    'An aggregator takes your packages and delivers them. The proof: its goods receipt, then each unit’s confirmation.',
  ],
  pemprov: [
    'Dinas Sosial menerima dan mengantar paket Anda. Buktinya: tanda terima barang, lalu konfirmasi setiap unit.',
    'The social affairs office takes and delivers your packages. The proof: a goods receipt, then each unit’s confirmation.',
  ],
  which: ['Agregator dengan PKS yang berlaku', 'Aggregators with an agreement in force'],
  pick: ['Pilih agregator', 'Choose an aggregator'],
  money: ['Ingin memberi uang?', 'Would you rather give money?'],
  moneyHow: ['Catat kontribusi kepada agregator', 'Record a contribution to an aggregator'],
  when: ['Kapan diantar', 'When it is delivered'],
  from: ['Dari', 'From'],
  until: ['Sampai', 'Until'],
  none: ['Tidak ada tahap yang terbuka', 'No phase is open'],
  noneWhy: [
    'Pemprov belum mengumumkan kebutuhan tahap berikutnya.',
    'The needs of the next phase are not published yet.',
  ],
  count: ['Perbarui', 'Update'],
} as const satisfies Record<string, Pair<unknown>>;

const nothing = () => undefined;

export function Page({ here }: PageProps) {
  const t = useText();
  const draft = draftOf(here.query);
  const { phases, error, again } = useProgramme();
  if (error) return <Failed error={error} again={again} />;
  if (!phases.length) return <Loading lines={8} />;
  const { phase } = phaseOf(draft, phases);
  return phase ? (
    <Send draft={draft} phase={phase} />
  ) : (
    <Empty whole title={t(words.none)}>
      {t(words.noneWhy)}
    </Empty>
  );
}

function Send({ draft, phase }: { draft: Draft; phase: Phase }) {
  const t = useText();
  const { data, error, again } = useRead(document, { codes: draft.units, phase: phase.id });
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={8} />;
  const units = draft.units
    .map((code) => data.unitsByCode.find((unit) => unit.code === code))
    .filter((unit) => unit !== undefined);
  const { shares, rest } = divided(
    units.map((unit) => ({
      code: unit.code,
      left: unit.needs.find((need) => need.package.code === draft.package)?.remaining ?? 0,
    })),
    draft,
  );
  const aggregators = data.organisations.edges
    .map((edge) => edge.node)
    .filter((each) => each.agreementInForce);
  const versions = data.programmes.slice(-1)[0]?.packages ?? [];
  return (
    <>
      <PageHead back={{ href: addressOf(draft), label: t(words.back) }} title={t(words.title)} />
      <Form draft={draft} phase={phase} aggregators={aggregators} alive={alive} />
      <GiveReview
        draft={draft}
        phase={phase}
        price={versions.find((each) => each.code === draft.package)?.current?.price}
        aggregator={aggregators.find((each) => each.id === draft.aggregator)?.name}
        shares={units.map((unit) => [unit.code, shares.get(unit.code) ?? 0, unitName(unit)])}
        rest={rest}
      />
    </>
  );
}

type FormProps = {
  draft: Draft;
  phase: Phase;
  aggregators: readonly { readonly id: string; readonly name: string }[];
  /** Whether a script is at work. */
  alive: boolean;
};

/** Which way the packages go, and when. */
function Form({ draft, phase, aggregators, alive }: FormProps) {
  const t = useText();
  return (
    <form
      className={css.form}
      action={to.sending}
      method="get"
      onChange={(event) =>
        go(addressOf(typedIn(event.currentTarget), to.sending), {
          replace: true,
          keepPlace: true,
        })
      }
    >
      {[
        ['paket', draft.package] as const,
        ['jumlah', String(draft.quantity)] as const,
        ['tahap', String(phase.number)] as const,
        ['bagi', draft.even ? 'rata' : ''] as const,
        ...draft.units.map((code) => ['unit', code] as const),
      ].map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <fieldset>
        <legend className="seen-by-readers-only">{t(words.how)}</legend>
        {(Object.keys(ways) as Way[]).map((way) => (
          <Choice
            key={way}
            type="radio"
            name="lewat"
            value={way}
            checked={way === draft.way}
            onPick={nothing}
            label={t(channel[ways[way]])}
            hint={t(words[way])}
          />
        ))}
      </fieldset>
      {(draft.way === 'agregator' || !alive) && (
        <AggregatorChoice aggregators={aggregators} chosen={draft.aggregator} />
      )}
      <p className={css.soft}>
        {t(words.money)} <a href={`${to.office}/kontribusi?baru=ya`}>{t(words.moneyHow)}</a>
      </p>
      <Section title={t(words.when)}>
        <div className={css.line}>
          <DayField name="dari" label={t(words.from)} day={draft.from} last={phase.endsOn} />
          <DayField name="sampai" label={t(words.until)} day={draft.until} last={phase.endsOn} />
          {!alive && <Button type="submit">{t(words.count)}</Button>}
        </div>
      </Section>
    </form>
  );
}

type AggregatorChoiceProps = Pick<FormProps, 'aggregators'> & { chosen: string };

function AggregatorChoice({ aggregators, chosen }: AggregatorChoiceProps) {
  const t = useText();
  return (
    <div className={css.which}>
      <Field label={t(words.which)}>
        {(control) => (
          <select {...control} name="agregator" value={chosen} onChange={nothing}>
            <option value="">{t(words.pick)}</option>
            {aggregators.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

type DayFieldProps = { name: string; label: string; day: string; last: string };

function DayField({ name, label, day, last }: DayFieldProps) {
  return (
    <Field label={label}>
      {(control) => <input {...control} type="date" name={name} defaultValue={day} max={last} />}
    </Field>
  );
}
