import { type ReactNode, useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead, Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  AllocateForm_pledge$data,
  AllocateForm_pledge$key,
} from '../../__generated__/AllocateForm_pledge.graphql.ts';
import type { AllocateFormMutation } from '../../__generated__/AllocateFormMutation.graphql.ts';
import { packageNameOf } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { useAction } from '../../shell/forms/action.ts';
import { go } from '../../shell/navigation.ts';
import { type Days, DeliveryWindow } from './DeliveryWindow.tsx';
import { SharesAnswer, useRefused } from './FullNeed.tsx';
import css from './NewPledge.module.css';
import review from './Review.module.css';
import { Review } from './Review.tsx';
import { Held, Sending } from './Sending.tsx';
import { Shares } from './Shares.tsx';
import { allocationsOf, filled, refreshed, type Share, sumOf, unsettled } from './shares.ts';
import { useUndo } from './undo.ts';

const fragment = graphql`
  fragment AllocateForm_pledge on Pledge {
    id
    number
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
`;

const mutation = graphql`
  mutation AllocateFormMutation($input: AllocatePledgeInput!) {
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
          ...PledgeActions_changed
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
  left: [
    (given: string, all: string) => `${given} dari ${all} paket diberi tujuan`,
    (given: string, all: string) => `${given} of ${all} packages have a destination`,
  ],
  over: [
    (n: string) => `${n} paket lebih dari yang dijanjikan.`,
    (n: string) => `${n} packages more than were pledged.`,
  ],
  save: ['Alokasikan', 'Allocate'],
} as const satisfies Record<string, Pair<unknown>>;

/** Gives the packages of a pledge their destinations. */
export function AllocateForm({ pledge: key }: { pledge: AllocateForm_pledge$key }) {
  const t = useText();
  const pledge = useFragment(fragment, key);
  const { lines, put, takeLeft, days, setDays, saving, save } = useAllocation(pledge);
  const refused = useRefused(saving.refusal);
  const basisOf = (id: string) => {
    const found = pledge.phase.packages.find((each) => each.package.id === id);
    return found && { per: found.package.per, times: found.times };
  };
  const back = { href: to.pledge(pledge.id), label: pledge.number };
  const title = t(words.title)(pledge.number);
  if (lines.length === 0) {
    return (
      <>
        <PageHead back={back} title={title} />
        <Empty title={t(words.done)} />
      </>
    );
  }
  const wrong = lines.some((line) => unsettled(line.shares, pledge.phase.id, line.package.code));
  return (
    <>
      {saving.busy && <Saving title={title} lines={lines} />}
      <Held away={saving.busy}>
        <PageHead back={back} title={title} lead={t(words.lead)(pledge.giver.name)} />
        <div className={css.page}>
          <div>
            {lines.map((line) => (
              <Section key={line.id} title={t(packageNameOf(line.package.code))}>
                <Shares
                  phase={pledge.phase.id}
                  basis={basisOf(line.package.id)}
                  packageCode={line.package.code}
                  packageId={line.package.id}
                  wanted={line.unallocated}
                  shares={line.shares}
                  onShares={(next) => put(line.id, next)}
                  refused={refused}
                />
              </Section>
            ))}
            <DeliveryWindow days={days} onDays={setDays} />
          </div>
          <AllocateReview lines={lines} wrong={wrong} busy={saving.busy} onSave={save}>
            <SharesAnswer refusal={saving.refusal} failure={saving.failure} onTakeLeft={takeLeft} />
          </AllocateReview>
        </div>
      </Held>
    </>
  );
}

type Pledge = AllocateForm_pledge$data;
/** Packages of one kind without a destination, with what is typed for them. */
type Line = Pledge['lines'][number] & { shares: readonly Share[] };

/** What is being allocated, and how it is sent. */
function useAllocation(pledge: Pledge) {
  // By the id of the line.
  const [shares, setShares] = useState<Record<string, readonly Share[]>>({});
  const [days, setDays] = useState<Days>({ from: '', until: '' });
  const saving = useAction<AllocateFormMutation>(mutation);
  const undo = useUndo();
  const lines: Line[] = pledge.lines
    .filter((line) => line.unallocated > 0)
    .map((line) => ({ ...line, shares: shares[line.id] ?? [] }));
  const change = (next: typeof shares) => {
    saving.clear();
    setShares(next);
  };
  const before = new Set(pledge.allocations.map((each) => each.id));
  const input = {
    pledge: pledge.id,
    allocations: lines.flatMap((line) =>
      allocationsOf(line.shares).map((each) => ({ package: line.package.id, ...each })),
    ),
    windowStarts: days.from || null,
    windowEnds: days.until || null,
  };
  return {
    lines,
    put: (line: string, next: readonly Share[]) => change({ ...shares, [line]: next }),
    takeLeft: (need: Parameters<typeof refreshed>[1]) =>
      change(
        Object.fromEntries(
          Object.entries(shares).map(([line, each]) => [line, refreshed(each, need)]),
        ),
      ),
    days,
    setDays,
    saving,
    save: () =>
      saving.act(input, (payload) => {
        go(to.pledge(pledge.id));
        if (!('pledge' in payload) || !payload.pledge) return;
        const made = payload.pledge.allocations.filter((each) => !before.has(each.id));
        undo.allocations(pledge.id, made);
      }),
  };
}

const total = (lines: readonly Line[]) => ({
  given: lines.reduce((sum, line) => sum + sumOf(line.shares), 0),
  all: lines.reduce((sum, line) => sum + line.unallocated, 0),
});

function Saving({ title, lines }: { title: string; lines: readonly Line[] }) {
  const t = useText();
  const lang = useLang();
  const { given, all } = total(lines);
  return (
    <Sending
      title={title}
      sum={t(words.left)(number(given, lang), number(all, lang))}
      rows={lines.map((line) => ({
        package: t(packageNameOf(line.package.code)),
        shares: filled(line.shares),
      }))}
    />
  );
}

type AllocateReviewProps = {
  lines: readonly Line[];
  /** Whether an amount has to be put right first. */
  wrong: boolean;
  busy: boolean;
  onSave: () => void;
  /** What was answered when it was sent. */
  children: ReactNode;
};

function AllocateReview({ lines, wrong, busy, onSave, children }: AllocateReviewProps) {
  const t = useText();
  const lang = useLang();
  const over = lines.some((line) => sumOf(line.shares) > line.unallocated);
  return (
    <Review>
      {lines.map((line) => {
        const given = sumOf(line.shares);
        return (
          <p key={line.id}>
            <strong>{t(packageNameOf(line.package.code))}</strong>
            <br />
            {t(words.left)(number(given, lang), number(line.unallocated, lang))}
            {given > line.unallocated && (
              <span className={review.wrong}>
                {' '}
                {t(words.over)(number(given - line.unallocated, lang))}
              </span>
            )}
          </p>
        );
      })}
      {children}
      <Button
        look="primary"
        wide
        busy={busy}
        off={total(lines).given === 0 || over || wrong}
        onPress={onSave}
      >
        {t(words.save)}
      </Button>
    </Review>
  );
}
