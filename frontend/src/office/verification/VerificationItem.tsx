import { type ReactNode, useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { verificationState } from '../../words/verification.ts';
import type { VerificationItem_verification$key } from '../__generated__/VerificationItem_verification.graphql.ts';
import css from '../deliveries/shipment/ShipmentStop.module.css';
import { unitName } from '../shared/names.ts';
import form from '../shell/forms/Form.module.css';
import { FoundByVerifier } from './FoundByVerifier.tsx';
import { VerifyDelivery } from './VerifyDelivery.tsx';

const fragment = graphql`
  fragment VerificationItem_verification on Verification {
    id
    state
    verifier {
      name
    }
    entry {
      unit {
        name
        kind
        kelurahan {
          name
        }
      }
      executor {
        name
      }
    }
    handover {
      state
      happenedOn
    }
    looks {
      id
      ...FoundByVerifier_look
    }
    ...VerifyDelivery_verification
  }
`;

const words = {
  from: [
    (who: string, when: string) => `Dari ${who}, diserahkan ${when}`,
    (who: string, when: string) => `From ${who}, handed over ${when}`,
  ],
  verifier: [(who: string) => `Verifikator: ${who}`, (who: string) => `Verifier: ${who}`],
  nobody: ['Belum ada verifikator yang bebas', 'No verifier is free yet'],
  waits: [
    'Menunggu bukti dari unit; baru sesudah itu hitungan Anda dapat dicatat.',
    'Waits for the unit’s proof; your count can be recorded after that.',
  ],
  verify: ['Catat hitungan', 'Record the count'],
  again: ['Betulkan hitungan Anda', 'Correct your count'],
} as const satisfies Record<string, Pair<unknown>>;

const COUNTABLE = ['PROVEN', 'RESOLVED'];
const CORRECTABLE = [...COUNTABLE, 'VERIFIED', 'DISPUTED'];

type VerificationItemProps = {
  verification: VerificationItem_verification$key;
  /** Whether the reader is its verifier. */
  own?: boolean;
  children?: ReactNode;
};

/** A drawn delivery, and what its verifier found. */
export function VerificationItem({ verification, own, children }: VerificationItemProps) {
  const t = useText();
  const lang = useLang();
  const row = useFragment(fragment, verification);
  const [open, setOpen] = useState(false);
  const looked = row.looks.length > 0;
  const state = verificationState[row.state];
  const countable = (looked ? CORRECTABLE : COUNTABLE).includes(row.handover?.state ?? '');
  const name = unitName(row.entry.unit);
  return (
    <article className={css.stop} aria-label={name}>
      <div className={css.head}>
        <h3>{name}</h3>
        {state && <Chip tone={state.tone}>{t(state.word)}</Chip>}
      </div>
      <p>
        {t(words.from)(
          row.entry.executor.name,
          row.handover ? day(row.handover.happenedOn, lang) : '–',
        )}
      </p>
      {!own && <p>{row.verifier ? t(words.verifier)(row.verifier.name) : t(words.nobody)}</p>}
      {row.looks.map((look) => (
        <FoundByVerifier key={look.id} look={look} />
      ))}
      {own && !countable && !looked && <p>{t(words.waits)}</p>}
      {own && countable && !open && (
        <div className={form.buttons}>
          <Button look={looked ? 'plain' : 'primary'} onPress={() => setOpen(true)}>
            {t(looked ? words.again : words.verify)}
          </Button>
        </div>
      )}
      {open && <VerifyDelivery verification={row} onClose={() => setOpen(false)} />}
      {children}
    </article>
  );
}
