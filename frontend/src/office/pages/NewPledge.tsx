import { useEffect, useRef, useState } from 'react';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { channel as channelWord } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { statement } from '../../words/statement.ts';
import type { Channel, NewPledgeMutation } from '../__generated__/NewPledgeMutation.graphql.ts';
import type { NewPledgeQuery } from '../__generated__/NewPledgeQuery.graphql.ts';
import { useAct } from '../act.ts';
import { to } from '../address.ts';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import { packageNameOf } from '../parts/names.ts';
import { byCodes } from '../pledges/candidates.ts';
import { type Days, DeliveryWindow } from '../pledges/DeliveryWindow.tsx';
import { prefilledOf } from '../pledges/prefilled.ts';
import { PledgeReview } from '../pledges/Review.tsx';
import { Held, Sending } from '../pledges/Sending.tsx';
import { refreshed, type Share, Shares, unsettled } from '../pledges/Shares.tsx';
import { useUndo } from '../pledges/undo.ts';
import { WayFields } from '../pledges/WayFields.tsx';
import { WhatFields } from '../pledges/WhatFields.tsx';
import { go, useQuery } from '../router.tsx';
import { useOffice } from '../viewer.ts';
import css from './NewPledge.module.css';

const document = graphql`
  query NewPledgeQuery {
    programmes {
      id
      newcomerLimit
      holdHours
      phases {
        id
        number
        startsOn
        endsOn
        open
        packages {
          times
          package {
            code
            per
          }
        }
      }
      packages {
        id
        code
        current {
          price
          contents {
            textId
            textEn
          }
        }
      }
    }
    viewer {
      organisation {
        id
        agreements {
          id
          inForce
        }
      }
    }
    organisations(kind: AGGREGATOR, first: 100) {
      edges {
        node {
          id
          name
          about
          agreementInForce
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation NewPledgeMutation($input: PledgeInput!) {
    pledge(input: $input) {
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
  left: [(n: string) => `Tinggal ${n} paket.`, (n: string) => `Only ${n} packages are left.`],
  useLeft: ['Sesuaikan dengan sisanya', 'Take what is left'],
  noPhase: ['Tidak ada tahap yang terbuka', 'No phase is open'],
  mayNot: ['Organisasi Anda belum dapat memberi janji', 'Your organisation cannot pledge yet'],
  mayNotWhy: [
    'Organisasi harus terverifikasi, dan peran Anda pemilik akun atau operator.',
    'The organisation must be verified, and your role owner or operator.',
  ],
  kept: [
    'Janji yang sudah Anda susun tetap ada di alamat halaman ini: simpan, lalu buka lagi setelah terverifikasi.',
    'The pledge you have put together stays in this page’s address: keep it, and open it again once verified.',
  ],
  needAgreement: ['Perlu PKS yang berlaku', 'An agreement in force is needed'],
  needAgreementWhy: [
    'Agregator hanya dapat memberi janji selama PKS-nya berlaku.',
    'An aggregator can pledge only while its agreement is in force.',
  ],
  toAgreements: ['Ke PKS dan izin', 'To agreement and permits'],
} as const satisfies Record<string, Pair<unknown>>;

const wholeOf = (text: string | null) => Number(text ?? 0);

export function Page() {
  const t = useText();
  const lang = useLang();
  const query = useQuery();
  const environment = useRelayEnvironment();
  const { organisation, acts } = useOffice();
  const data = useLoad<NewPledgeQuery>(document, {});
  const programme = data.programmes[data.programmes.length - 1];
  const openPhases = programme?.phases.filter((phase) => phase.open) ?? [];

  // What the public pages put together stands in the address.
  const [before] = useState(() => prefilledOf(query));
  const [phaseId, setPhaseId] = useState(
    (openPhases.find((each) => each.number === before.phase) ?? openPhases[0])?.id ?? '',
  );
  const phase = openPhases.find((each) => each.id === phaseId);
  const [code, setCode] = useState(before.package ?? phase?.packages[0]?.package.code ?? '');
  const asked = new Set(phase?.packages.map((each) => each.package.code));
  const packages = programme?.packages.filter((each) => asked.has(each.code)) ?? [];
  const chosen = packages.find((each) => each.code === code);
  const [channel, setChannel] = useState<Channel>(
    organisation.kind === 'DONOR' ? before.channel : 'DIRECT',
  );
  const [aggregator, setAggregator] = useState(before.aggregator);
  const [quantity, setQuantity] = useState(before.quantity);
  const [shares, setShares] = useState<Share[]>([]);
  const [days, setDays] = useState<Days>(before.days);
  const [note, setNote] = useState('');
  const [accepted, setAccepted] = useState(false);
  const sending = useAct<NewPledgeMutation>(mutation);
  const answer = useRef<HTMLDivElement>(null);
  const undo = useUndo();

  // Whoever comes from the public pages finds their units chosen.
  useEffect(() => {
    if (before.wanted.length === 0) return;
    byCodes(
      environment,
      before.wanted.map(([unit]) => unit),
    ).then(
      (units) =>
        setShares((now) => {
          if (now.length > 0) return now;
          return before.wanted.flatMap(([wanted, quantity]) =>
            units.filter((unit) => unit.code === wanted).map((unit) => ({ unit, quantity })),
          );
        }),
      () => undefined,
    );
  }, [environment, before]);

  useEffect(() => {
    if (sending.refusal || sending.fault) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [sending.refusal, sending.fault]);

  if (!acts)
    return (
      <Empty whole title={t(words.mayNot)}>
        {t(words.mayNotWhy)} {before.quantity && t(words.kept)}
      </Empty>
    );
  const agreed = data.viewer?.organisation?.agreements.some((each) => each.inForce);
  if (organisation.kind === 'AGGREGATOR' && !agreed) {
    return (
      <Empty
        whole
        title={t(words.needAgreement)}
        action={<Button href={to.agreements}>{t(words.toAgreements)}</Button>}
      >
        {t(words.needAgreementWhy)}
      </Empty>
    );
  }
  if (!phase || !chosen) return <Empty whole title={t(words.noPhase)} />;

  const basis = phase.packages.find((each) => each.package.code === code);
  const direct = channel === 'DIRECT';
  const given = shares.filter((share) => wholeOf(share.quantity) > 0);
  const allocated = given.reduce((sum, share) => sum + wholeOf(share.quantity), 0);
  const total = direct ? allocated : wholeOf(quantity);
  const nobody = channel === 'VIA_AGGREGATOR' && !aggregator;
  const lacks = unsettled(shares, phase.id, code)
    ? 'amounts'
    : nobody
      ? 'aggregator'
      : accepted
        ? undefined
        : 'statement';
  const refusal = sending.refusal;
  const full = refusal && 'need' in refusal ? refusal.need : undefined;
  const refused: Record<string, string> = full
    ? { [full.unit.code]: t(words.left)(number(full.remaining, lang)) }
    : {};

  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      sending.clear();
      set(value);
    };

  const send = () =>
    sending.act(
      {
        phase: phase.id,
        channel,
        aggregator: channel === 'VIA_AGGREGATOR' ? aggregator || null : null,
        lines: [
          {
            package: chosen.id,
            quantity: total,
            allocations: given.map((share) => ({
              unit: share.unit.id,
              quantity: wholeOf(share.quantity),
            })),
          },
        ],
        note,
        windowStarts: days.from || null,
        windowEnds: days.until || null,
        statementAccepted: accepted,
      },
      (payload) => {
        if (!('pledge' in payload) || !payload.pledge) return;
        go(to.pledge(payload.pledge.id));
        undo.pledge(payload.pledge);
      },
    );

  const takeLeft = () => {
    if (full) change(setShares)(refreshed(shares, full));
  };

  const what = t(packageNameOf(code));
  return (
    <>
      {sending.busy && (
        <Sending
          title={t(words.title)}
          sum={`${number(total, lang)} × ${what}`}
          rows={[{ package: what, shares: given }]}
        />
      )}
      <Held away={sending.busy}>
        <PageHead
          back={{ href: to.pledges, label: t(words.back) }}
          title={t(words.title)}
          lead={t(words.lead)}
        />
        <div className={css.page}>
          <div>
            <WhatFields
              phases={openPhases}
              phase={phase.id}
              onPhase={change(setPhaseId)}
              packages={packages}
              code={code}
              onCode={change(setCode)}
            />
            <WayFields
              giver={organisation.kind}
              channel={channel}
              onChannel={change(setChannel)}
              aggregators={data.organisations.edges.map((edge) => edge.node)}
              aggregator={aggregator}
              onAggregator={change(setAggregator)}
            />
            <Section title={t(direct ? words.where : words.wished)}>
              {!direct && (
                <div className={css.narrow}>
                  <Quantity
                    label={t(words.quantity)}
                    value={quantity}
                    onValue={change(setQuantity)}
                  />
                </div>
              )}
              <Shares
                phase={phase.id}
                basis={basis && { per: basis.package.per, times: basis.times }}
                packageCode={code}
                shares={shares}
                onShares={change(setShares)}
                refused={refused}
              />
            </Section>
            <DeliveryWindow days={days} onDays={change(setDays)}>
              <div className={css.note}>
                <Field label={t(words.note)}>
                  {(control) => (
                    <textarea
                      {...control}
                      rows={3}
                      maxLength={2000}
                      value={note}
                      onChange={(event) => change(setNote)(event.currentTarget.value)}
                    />
                  )}
                </Field>
              </div>
            </DeliveryWindow>
            <Section title={t(words.statement)}>
              <p className={css.statement}>{t(statement)}</p>
              <Choice
                type="checkbox"
                name="statement"
                value="accepted"
                checked={accepted}
                onPick={change(setAccepted)}
                label={t(words.accept)}
              />
            </Section>
          </div>
          <PledgeReview
            packages={total}
            directed={allocated}
            units={given.length}
            direct={direct}
            what={what}
            way={`${t(words.phaseName)(phase.number)}, ${t(channelWord[channel]).toLowerCase()}`}
            price={chosen.current?.price}
            lacks={lacks}
            busy={sending.busy}
            onSend={send}
          >
            <div ref={answer}>
              <Answer refusal={refusal} fault={sending.fault}>
                {full && full.remaining > 0 && (
                  <Button onPress={takeLeft}>{t(words.useLeft)}</Button>
                )}
              </Answer>
            </div>
          </PledgeReview>
        </div>
      </Held>
    </>
  );
}
