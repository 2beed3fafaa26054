import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { AllocateMutation } from '../__generated__/AllocateMutation.graphql.ts';
import type { AllocateQuery } from '../__generated__/AllocateQuery.graphql.ts';
import { useAct } from '../act.ts';
import { globalId, to } from '../address.ts';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import { packageNameOf } from '../parts/names.ts';
import { type Days, DeliveryWindow } from '../pledges/DeliveryWindow.tsx';
import review from '../pledges/Review.module.css';
import { Review } from '../pledges/Review.tsx';
import { Held, Sending } from '../pledges/Sending.tsx';
import { refreshed, type Share, Shares, unsettled } from '../pledges/Shares.tsx';
import { useUndo } from '../pledges/undo.ts';
import { go, useNumber } from '../router.tsx';
import css from './NewPledge.module.css';

const document = graphql`
  query AllocateQuery($id: GlobalID!) {
    node(id: $id) {
      ... on Pledge {
        id
        number
        acts
        phase {
          id
          number
          packages {
            times
            package {
              id
              per
            }
          }
        }
        giver {
          name
        }
        lines {
          id
          quantity
          unallocated
          package {
            id
            code
          }
        }
        allocations {
          id
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation AllocateMutation($input: AllocatePledgeInput!) {
    allocatePledge(input: $input) {
      ... on PledgeAllocated {
        pledge {
          id
          lines {
            id
            allocated
            unallocated
          }
          allocations {
            id
            state
          }
          ...PledgeActs_changed
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
    }
  }
`;

const words = {
  title: [(n: string) => `Alokasikan ${n}`, (n: string) => `Allocate ${n}`],
  lead: [
    (giver: string) =>
      `Tentukan unit tujuan paket dari ${giver}. Tempatnya ditahan sampai Pemprov mengonfirmasi.`,
    (giver: string) =>
      `Choose where the packages of ${giver} go. Their places are held until the provincial government confirms.`,
  ],
  done: ['Semua paket sudah punya tujuan', 'Every package has a destination'],
  back: ['Janji bantuan', 'Pledge'],
  none: ['Janji ini tidak dapat dialokasikan', 'This pledge cannot be allocated'],
  noneWhy: [
    'Janji dialokasikan oleh pelaksananya, setelah diterima dan selama tahapnya terbuka.',
    'A pledge is allocated by its executor, once accepted and while its phase is open.',
  ],
  left: [
    (given: string, all: string) => `${given} dari ${all} paket diberi tujuan`,
    (given: string, all: string) => `${given} of ${all} packages have a destination`,
  ],
  over: [
    (n: string) => `${n} paket lebih dari yang dijanjikan.`,
    (n: string) => `${n} packages more than were pledged.`,
  ],
  save: ['Alokasikan', 'Allocate'],
  useLeft: ['Sesuaikan dengan sisanya', 'Take what is left'],
  only: [(n: string) => `Tinggal ${n} paket.`, (n: string) => `Only ${n} packages are left.`],
} as const satisfies Record<string, Pair<unknown>>;

const wholeOf = (share: Share) => Number(share.quantity ?? 0);

export function Page() {
  const t = useText();
  const lang = useLang();
  const { node } = useLoad<AllocateQuery>(
    document,
    { id: globalId('Pledge', useNumber()) },
    { fetchPolicy: 'store-and-network' },
  );
  const [shares, setShares] = useState<Record<string, Share[]>>({});
  const [days, setDays] = useState<Days>({ from: '', until: '' });
  const saving = useAct<AllocateMutation>(mutation);
  const undo = useUndo();

  if (!node?.id || !node.lines || !node.phase || !node.acts?.includes('ALLOCATE')) {
    return (
      <Empty whole title={t(words.none)}>
        {t(words.noneWhy)}
      </Empty>
    );
  }
  const { id, phase } = node;
  const lines = node.lines.filter((line) => line.unallocated > 0);
  const back = { href: to.pledge(id), label: node.number ?? t(words.back) };
  if (lines.length === 0) {
    return (
      <>
        <PageHead back={back} title={t(words.title)(node.number ?? '')} />
        <Empty title={t(words.done)} />
      </>
    );
  }
  const basisOf = (id: string) => {
    const asked = phase.packages.find((each) => each.package.id === id);
    return asked && { per: asked.package.per, times: asked.times };
  };
  const refusal = saving.refusal;
  const full = refusal && 'need' in refusal ? refusal.need : undefined;
  const refused: Record<string, string> = full
    ? { [full.unit.code]: t(words.only)(number(full.remaining, lang)) }
    : {};
  const given = (code: string) =>
    (shares[code] ?? []).reduce((sum, share) => sum + wholeOf(share), 0);
  const wrong = lines.some((line) =>
    unsettled(shares[line.package.code] ?? [], phase.id, line.package.code),
  );
  const over = lines.some((line) => given(line.package.code) > line.unallocated);
  const pledged = lines.reduce((sum, line) => sum + line.unallocated, 0);
  const total = lines.reduce((sum, line) => sum + given(line.package.code), 0);

  const change = (code: string, next: Share[]) => {
    saving.clear();
    setShares({ ...shares, [code]: next });
  };

  const before = new Set(node.allocations?.map((each) => each.id));
  const save = () =>
    saving.act(
      {
        pledge: id,
        allocations: lines.flatMap((line) =>
          (shares[line.package.code] ?? [])
            .filter((share) => wholeOf(share) > 0)
            .map((share) => ({
              package: line.package.id,
              unit: share.unit.id,
              quantity: wholeOf(share),
            })),
        ),
        windowStarts: days.from || null,
        windowEnds: days.until || null,
      },
      (payload) => {
        go(to.pledge(id));
        if (!('pledge' in payload) || !payload.pledge) return;
        undo.allocations(
          id,
          payload.pledge.allocations.filter((each) => !before.has(each.id)),
        );
      },
    );

  return (
    <>
      {saving.busy && (
        <Sending
          title={t(words.title)(node.number ?? '')}
          sum={t(words.left)(number(total, lang), number(pledged, lang))}
          rows={lines.map((line) => ({
            package: t(packageNameOf(line.package.code)),
            shares: (shares[line.package.code] ?? []).filter((share) => wholeOf(share) > 0),
          }))}
        />
      )}
      <Held away={saving.busy}>
        <PageHead
          back={back}
          title={t(words.title)(node.number ?? '')}
          lead={t(words.lead)(node.giver?.name ?? '')}
        />
        <div className={css.page}>
          <div>
            {lines.map((line) => (
              <Section key={line.id} title={t(packageNameOf(line.package.code))}>
                <Shares
                  phase={phase.id}
                  basis={basisOf(line.package.id)}
                  packageCode={line.package.code}
                  wanted={line.unallocated}
                  shares={shares[line.package.code] ?? []}
                  onShares={(next) => change(line.package.code, next)}
                  refused={refused}
                />
              </Section>
            ))}
            <DeliveryWindow days={days} onDays={setDays} />
          </div>
          <Review>
            {lines.map((line) => (
              <p key={line.id}>
                <strong>{t(packageNameOf(line.package.code))}</strong>
                <br />
                {t(words.left)(
                  number(given(line.package.code), lang),
                  number(line.unallocated, lang),
                )}
                {given(line.package.code) > line.unallocated && (
                  <span className={review.wrong}>
                    {' '}
                    {t(words.over)(number(given(line.package.code) - line.unallocated, lang))}
                  </span>
                )}
              </p>
            ))}
            <Answer refusal={refusal} fault={saving.fault}>
              {full && full.remaining > 0 && (
                <Button
                  onPress={() => {
                    saving.clear();
                    setShares(
                      Object.fromEntries(
                        Object.entries(shares).map(([code, each]) => [code, refreshed(each, full)]),
                      ),
                    );
                  }}
                >
                  {t(words.useLeft)}
                </Button>
              )}
            </Answer>
            <Button
              look="primary"
              wide
              busy={saving.busy}
              off={total === 0 || over || wrong}
              onPress={save}
            >
              {t(words.save)}
            </Button>
          </Review>
        </div>
      </Held>
    </>
  );
}
