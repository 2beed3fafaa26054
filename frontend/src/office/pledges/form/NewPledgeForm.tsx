import { useEffect, useRef, useState } from 'react';
import { graphql, useFragment, useRelayEnvironment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Choice, Field } from '../../../ui/Field.tsx';
import { Quantity } from '../../../ui/Quantity.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead, Section } from '../../../ui/shell/Page.tsx';
import { channel as channelWord } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { statement } from '../../../words/statement.ts';
import type { ChannelFields_aggregators$key } from '../../__generated__/ChannelFields_aggregators.graphql.ts';
import type { NewPledgeForm_programme$key } from '../../__generated__/NewPledgeForm_programme.graphql.ts';
import type { NewPledgeFormMutation } from '../../__generated__/NewPledgeFormMutation.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { type Action, useAction } from '../../shell/forms/action.ts';
import { go } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import type { Basis } from './basis.ts';
import { ChannelFields } from './ChannelFields.tsx';
import { byCodes } from './candidates.ts';
import { DeliveryWindow } from './DeliveryWindow.tsx';
import { type Draft, draftOf, inputOf, summaryOf } from './draft.ts';
import { SharesAnswer, useRefused } from './FullNeed.tsx';
import css from './NewPledge.module.css';
import { PackageFields } from './PackageFields.tsx';
import type { Prefilled } from './prefilled.ts';
import { PledgeReview } from './Review.tsx';
import { Held, Sending } from './Sending.tsx';
import { Shares } from './Shares.tsx';
import { refreshed, type Share } from './shares.ts';
import { useUndo } from './undo.ts';

const ofProgramme = graphql`
  fragment NewPledgeForm_programme on Programme {
    phases {
      id
      number
      open
      packages {
        times
        package {
          code
          per
        }
      }
      ...PackageFields_phases
    }
    packages {
      id
      code
      current {
        price
      }
      ...PackageFields_packages
    }
  }
`;

const mutation = graphql`
  mutation NewPledgeFormMutation($input: SubmitPledgeInput!) {
    submitPledge(input: $input) {
      ... on PledgeSubmitted {
        pledge {
          id
          number
          state
        }
      }
      ... on Refusal {
        message
      }
      ... on NeedAlreadyMet {
        remaining
        need {
          id
          target
          held
          committed
          remaining
          unit {
            code
          }
        }
      }
      ... on NewcomerLimit {
        left
      }
    }
  }
`;

const words = {
  title: ['Janji bantuan baru', 'New pledge'],
  lead: [
    'Setelah dikirim, tempatnya ditahan untuk Anda sampai dijawab. Tidak ada yang dihitung sebagai bantuan sebelum dikonfirmasi.',
    'Once sent, its places are held for you until it is answered. Nothing counts as aid before it is confirmed.',
  ],
  back: ['Janji bantuan', 'Pledges'],
  phaseName: [(n: number) => `Tahap ${n}`, (n: number) => `Phase ${n}`],
  where: ['Untuk unit mana', 'For which units'],
  wished: ['Unit yang diharapkan (boleh kosong)', 'Units you wish for (may stay empty)'],
  quantity: ['Jumlah paket', 'Number of packages'],
  note: ['Pesan untuk pelaksana (boleh kosong)', 'Message to the executor (may stay empty)'],
  statement: ['Surat pernyataan', 'Statement'],
  accept: ['Kami menyetujui pernyataan ini.', 'We accept this statement.'],
  noPhase: ['Tidak ada tahap yang terbuka', 'No phase is open'],
} as const satisfies Record<string, Pair<unknown>>;

type NewPledgeFormProps = {
  programme: NewPledgeForm_programme$key;
  aggregators: ChannelFields_aggregators$key;
  before: Prefilled;
};

/** What is given, which way and to whom; beside it what it comes to. */
export function NewPledgeForm({ programme, aggregators, before }: NewPledgeFormProps) {
  const t = useText();
  const { organisation } = useOffice();
  const { phases, packages } = useFragment(ofProgramme, programme);
  const open = phases.filter((each) => each.open);
  const { typed, change, sending, send } = usePledge(before, () =>
    draftOf(before, open, organisation.kind),
  );
  const phase = open.find((each) => each.id === typed.phase);
  const inPhase = new Map(phase?.packages.map((each) => [each.package.code, each]));
  const offered = packages.filter((each) => inPhase.has(each.code));
  // Where the phase does not ask for what was chosen before, its first package stands.
  const chosen = offered.find((each) => each.code === typed.package) ?? offered[0];
  const basis = chosen && inPhase.get(chosen.code);
  if (!phase || !basis) return <NoOpenPhase />;
  const draft = { ...typed, package: chosen.code };
  const fields = { draft, onDraft: change };
  return (
    <>
      {sending.busy && <SendingPledge draft={draft} />}
      <Held away={sending.busy}>
        <PageHead
          back={{ href: to.pledges, label: t(words.back) }}
          title={t(words.title)}
          lead={t(words.lead)}
        />
        <div className={css.page}>
          <div>
            <PackageFields {...fields} phases={open} packages={offered} />
            <ChannelFields {...fields} giver={organisation.kind} aggregators={aggregators} />
            <UnitFields
              {...fields}
              packageId={chosen.id}
              basis={{ per: basis.package.per, times: basis.times }}
              refusal={sending.refusal}
            />
            <DeliveryWindow days={draft.days} onDays={(days) => change({ days })}>
              <NoteField {...fields} />
            </DeliveryWindow>
            <StatementField {...fields} />
          </div>
          <PledgeReview
            summary={summaryOf(draft)}
            what={t(packageNameOf(draft.package))}
            way={`${t(words.phaseName)(phase.number)}, ${t(channelWord[draft.channel]).toLowerCase()}`}
            price={chosen.current?.price}
            busy={sending.busy}
            onSend={() => send(chosen.id)}
          >
            <SentAnswer
              sending={sending}
              onTakeLeft={(need) => change({ shares: refreshed(draft.shares, need) })}
            />
          </PledgeReview>
        </div>
      </Held>
    </>
  );
}

export function NoOpenPhase() {
  const t = useText();
  return <Empty whole title={t(words.noPhase)} />;
}

/** The draft, and how it is sent. What was answered goes away when the draft changes. */
function usePledge(before: Prefilled, first: () => Draft) {
  const [typed, setTyped] = useState(first);
  const sending = useAction<NewPledgeFormMutation>(mutation);
  const undo = useUndo();
  useWanted(before.wanted, (shares) =>
    setTyped((now) => (now.shares.length > 0 ? now : { ...now, shares })),
  );
  return {
    typed,
    change: (some: Partial<Draft>) => {
      sending.clear();
      setTyped((now) => ({ ...now, ...some }));
    },
    sending,
    send: (packageId: string) =>
      sending.act(inputOf(typed, packageId), (payload) => {
        if (!('pledge' in payload) || !payload.pledge) return;
        go(to.pledge(payload.pledge.id));
        undo.pledge(payload.pledge);
      }),
  };
}

/** Whoever comes from the public pages finds their units chosen. */
function useWanted(wanted: Prefilled['wanted'], onShares: (shares: Share[]) => void) {
  const environment = useRelayEnvironment();
  const then = useRef(onShares);
  useEffect(() => {
    if (wanted.length === 0) return;
    byCodes(
      environment,
      wanted.map(([unit]) => unit),
    ).then(
      (units) =>
        then.current(
          wanted.flatMap(([code, quantity]) =>
            units.filter((unit) => unit.code === code).map((unit) => ({ unit, quantity })),
          ),
        ),
      () => undefined,
    );
  }, [environment, wanted]);
}

function SendingPledge({ draft }: { draft: Draft }) {
  const t = useText();
  const lang = useLang();
  const { packages, given } = summaryOf(draft);
  const what = t(packageNameOf(draft.package));
  return (
    <Sending
      title={t(words.title)}
      sum={`${number(packages, lang)} × ${what}`}
      rows={[{ package: what, shares: given }]}
    />
  );
}

type FieldsProps = { draft: Draft; onDraft: (some: Partial<Draft>) => void };

type UnitFieldsProps = FieldsProps & {
  packageId: string;
  basis: Basis;
  refusal: Action<NewPledgeFormMutation>['refusal'];
};

/** Where the packages go; through others, how many they are and where one wishes them to go. */
function UnitFields({ draft, onDraft, packageId, basis, refusal }: UnitFieldsProps) {
  const t = useText();
  const direct = draft.channel === 'DIRECT';
  return (
    <Section title={t(direct ? words.where : words.wished)}>
      {!direct && (
        <div className={css.narrow}>
          <Quantity
            label={t(words.quantity)}
            value={draft.quantity}
            onValue={(quantity) => onDraft({ quantity })}
          />
        </div>
      )}
      <Shares
        phase={draft.phase}
        basis={basis}
        packageCode={draft.package}
        packageId={packageId}
        shares={draft.shares}
        onShares={(shares) => onDraft({ shares })}
        refused={useRefused(refusal)}
      />
    </Section>
  );
}

function NoteField({ draft, onDraft }: FieldsProps) {
  const t = useText();
  return (
    <div className={css.note}>
      <Field label={t(words.note)}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => onDraft({ note: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  );
}

function StatementField({ draft, onDraft }: FieldsProps) {
  const t = useText();
  return (
    <Section title={t(words.statement)}>
      <p className={css.statement}>{t(statement)}</p>
      <Choice
        type="checkbox"
        name="statement"
        value="accepted"
        checked={draft.accepted}
        onPick={(accepted) => onDraft({ accepted })}
        label={t(words.accept)}
      />
    </Section>
  );
}

type SentAnswerProps = {
  sending: Action<NewPledgeFormMutation>;
  onTakeLeft: Parameters<typeof SharesAnswer>[0]['onTakeLeft'];
};

/** What was answered; it comes into sight by itself. */
function SentAnswer({ sending: { refusal, failure }, onTakeLeft }: SentAnswerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal || failure) place.current?.scrollIntoView({ block: 'nearest' });
  }, [refusal, failure]);
  return (
    <div ref={place}>
      <SharesAnswer refusal={refusal} failure={failure} onTakeLeft={onTakeLeft} />
    </div>
  );
}
