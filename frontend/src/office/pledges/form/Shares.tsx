import { useState } from 'react';
import { useRelayEnvironment } from 'react-relay/hooks';
import { number } from '../../../format/numbers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { LadderBar } from '../../../ui/LadderBar.tsx';
import { Quantity } from '../../../ui/Quantity.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import { unitName } from '../../shared/names.ts';
import { to } from '../../shell/address.ts';
import { type Basis, countedAs } from './basis.ts';
import { type Candidate, found, mostUrgent, nearest } from './candidates.ts';
import css from './Shares.module.css';
import { divide, needOf, quantityOf, type Share } from './shares.ts';

const words = {
  chosen: ['Unit yang dipilih', 'Units chosen'],
  quantity: [(name: string) => `Jumlah untuk ${name}`, (name: string) => `Packages for ${name}`],
  remaining: [
    (left: string, target: string) => `belum dijanjikan ${left} dari ${target}`,
    (left: string, target: string) => `${left} of ${target} without a promise`,
  ],
  families: [
    (before: string, after: string) => `${before} → ${after} KK belum terpenuhi`,
    (before: string, after: string) => `${before} → ${after} families not yet served`,
  ],
  people: [
    (before: string, after: string) => `${before} → ${after} orang belum terpenuhi`,
    (before: string, after: string) => `${before} → ${after} people not yet served`,
  ],
  packages: [
    (before: string, after: string) => `${before} → ${after} paket belum terpenuhi`,
    (before: string, after: string) => `${before} → ${after} packages not yet met`,
  ],
  others: [
    (promised: string, left: string) =>
      `Organisasi lain sudah menjanjikan ${promised} paket di sini untuk tahap ini; ${left} belum dijanjikan siapa pun.`,
    (promised: string, left: string) =>
      `Other organisations have promised ${promised} packages here for this phase; ${left} are without a promise.`,
  ],
  noNeed: [
    'Unit ini tidak membutuhkan paket ini pada tahap ini.',
    'This unit does not need this package in this phase.',
  ],
  tooMany: [
    (left: string) => `Tinggal ${left} yang belum dijanjikan.`,
    (left: string) => `Only ${left} are without a promise.`,
  ],
  take: ['Hapus', 'Remove'],
  all: ['Penuhi semua', 'Fill all'],
  find: ['Cari unit', 'Find units'],
  findHint: ['misalnya: rw 5 kebayoran lama', 'for example: rw 5 kebayoran lama'],
  findButton: ['Cari', 'Find'],
  add: ['Tambah', 'Add'],
  added: ['Sudah dipilih', 'Chosen'],
  nothing: ['Tidak ada yang cocok.', 'Nothing matches.'],
  propose: ['Biar kami usulkan', 'Let us propose'],
  proposeFor: ['Bagi berapa paket?', 'Divide how many packages?'],
  urgentFirst: ['Usulkan yang paling mendesak', 'Propose the most urgent'],
  nearFirst: ['Usulkan yang terdekat', 'Propose the nearest'],
  failed: [
    'Daftar unit tidak termuat. Periksa sambungan, lalu coba lagi.',
    'The units did not load. Check the connection and try again.',
  ],
  noPlace: ['Letak Anda tidak terbaca.', 'Your place could not be read.'],
  short: [
    (left: string) => `${left} paket belum menemukan tujuan; tambahkan unit sendiri.`,
    (left: string) => `${left} packages found no place; add units yourself.`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type SharesProps = {
  phase: string;
  /** What the package is counted by, to say it in families or people. */
  basis?: Basis | undefined;
  packageCode: string;
  packageId: string;
  shares: readonly Share[];
  onShares: (shares: Share[]) => void;
  /** What the server refused, by the code of the unit. */
  refused: Record<string, string>;
  /** How many packages are there to be divided, where that is known. */
  wanted?: number;
};

function Row({
  share,
  need,
  basis,
  error,
  onQuantity,
  onTake,
}: {
  share: Share;
  need: ReturnType<typeof needOf>;
  basis: Basis | undefined;
  error: string | undefined;
  onQuantity: (quantity: string | null) => void;
  onTake: () => void;
}) {
  const t = useText();
  const lang = useLang();
  const name = unitName(share.unit);
  const left = need?.remaining ?? 0;
  // As everywhere: a promise of others leaves a need open until it is confirmed.
  const open = need ? Math.max(0, need.target - need.committed) : 0;
  const after = Math.max(0, open - quantityOf(share));
  const before = countedAs(open, basis, share.unit.kind);
  const tooMany = need && quantityOf(share) > left;
  return (
    <li className={css.row}>
      <div className={css.need}>
        <p className={css.name}>
          <a href={to.unit(share.unit.code)} target="_blank" rel="noreferrer">
            {name}
          </a>
        </p>
        <p className={css.soft}>
          {share.unit.kecamatan.name}, {share.unit.kota.name}
        </p>
        {need ? (
          <>
            <LadderBar
              show="bar"
              ladder={{
                target: need.target,
                committed: need.committed,
                pledged: need.held + Math.min(quantityOf(share), left),
              }}
            />
            <p className={css.after}>
              {t(words[before.as])(
                number(before.count, lang),
                number(countedAs(after, basis, share.unit.kind).count, lang),
              )}
            </p>
            {(need.promisedByOthers ?? 0) > 0 && (
              <p className={css.soft}>
                {t(words.others)(number(need.promisedByOthers ?? 0, lang), number(left, lang))}
              </p>
            )}
          </>
        ) : (
          <p className={css.wrong}>{t(words.noNeed)}</p>
        )}
      </div>
      <div className={css.amount}>
        <Quantity
          label={t(words.quantity)(name)}
          labelUnseen
          value={share.quantity}
          onValue={onQuantity}
          error={error ?? (tooMany ? t(words.tooMany)(number(left, lang)) : undefined)}
        />
        <div className={css.small}>
          {left > 0 && quantityOf(share) !== left && (
            <Button look="quiet" onPress={() => onQuantity(String(left))}>
              {t(words.all)}
            </Button>
          )}
          <Button look="quiet" onPress={onTake}>
            {t(words.take)}
          </Button>
        </div>
      </div>
    </li>
  );
}

function Proposals({ phase, packageCode, packageId, onShares, wanted: whole }: SharesProps) {
  const t = useText();
  const lang = useLang();
  const environment = useRelayEnvironment();
  const [packages, setPackages] = useState<string | null>(
    whole === undefined ? null : String(whole),
  );
  const [busy, setBusy] = useState<'urgent' | 'near'>();
  const [note, setNote] = useState<string>();

  const put = (units: readonly Candidate[]) => {
    const wanted = Number(packages);
    const divided = divide(units, wanted, phase, packageCode);
    const sum = divided.reduce((total, each) => total + each.quantity, 0);
    onShares(divided.map(({ unit, quantity }) => ({ unit, quantity: String(quantity) })));
    setNote(sum < wanted ? t(words.short)(number(wanted - sum, lang)) : undefined);
  };
  const fail = () => setNote(t(words.failed));
  const urgent = () => {
    setBusy('urgent');
    mostUrgent(environment, { phase, package: packageId, first: 50 })
      .then(put, fail)
      .finally(() => setBusy(undefined));
  };
  const near = () => {
    setBusy('near');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        nearest(environment, { latitude: coords.latitude, longitude: coords.longitude }, 50)
          .then(put, fail)
          .finally(() => setBusy(undefined)),
      () => {
        setNote(t(words.noPlace));
        setBusy(undefined);
      },
      { timeout: 10_000 },
    );
  };
  const ready = packages !== null && Number(packages) > 0;
  return (
    <div className={css.panel}>
      <h3>{t(words.propose)}</h3>
      <div className={css.line}>
        <Quantity label={t(words.proposeFor)} value={packages} onValue={setPackages} />
      </div>
      <div className={css.ways}>
        <Button off={!ready} busy={busy === 'urgent'} onPress={urgent}>
          {t(words.urgentFirst)}
        </Button>
        <Button off={!ready} busy={busy === 'near'} onPress={near}>
          {t(words.nearFirst)}
        </Button>
      </div>
      {note && (
        <p className={css.soft} role="status">
          {note}
        </p>
      )}
    </div>
  );
}

function Search({ phase, packageCode, shares, onShares }: SharesProps) {
  const t = useText();
  const lang = useLang();
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [units, setUnits] = useState<Candidate[]>();
  const [failed, setFailed] = useState(false);
  const chosen = new Set(shares.map((share) => share.unit.code));
  return (
    <div className={css.panel}>
      <form
        className={css.line}
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          setFailed(false);
          found(environment, text)
            .then(setUnits, () => setFailed(true))
            .finally(() => setBusy(false));
        }}
      >
        <Field label={t(words.find)} hint={t(words.findHint)}>
          {(control) => (
            <input
              {...control}
              type="search"
              required
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit" busy={busy}>
          {t(words.findButton)}
        </Button>
      </form>
      <div role="status">
        {failed && <p className={css.wrong}>{t(words.failed)}</p>}
        {!failed && units?.length === 0 && <p className={css.soft}>{t(words.nothing)}</p>}
      </div>
      {units && units.length > 0 && (
        <ul className={css.found}>
          {units.map((unit) => {
            const need = needOf(unit, phase, packageCode);
            return (
              <li key={unit.code}>
                <span>
                  {unitName(unit)}
                  <span className={css.soft}>
                    {' '}
                    {unit.kecamatan.name} ·{' '}
                    {need
                      ? t(words.remaining)(number(need.remaining, lang), number(need.target, lang))
                      : t(words.noNeed)}
                  </span>
                </span>
                <Button
                  off={chosen.has(unit.code) || !need || need.remaining === 0}
                  onPress={() => onShares([...shares, { unit, quantity: null }])}
                >
                  {t(chosen.has(unit.code) ? words.added : words.add)}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** Which units get how many: proposed, searched for, and changed by hand. */
export function Shares(props: SharesProps) {
  const { phase, packageCode, shares, onShares, refused } = props;
  const t = useText();
  return (
    <div>
      <div className={css.panels}>
        <Proposals {...props} />
        <Search {...props} />
      </div>
      {shares.length > 0 && (
        <>
          <h3 className={css.chosen}>{t(words.chosen)}</h3>
          <ul>
            {shares.map((share) => (
              <Row
                key={share.unit.code}
                share={share}
                need={needOf(share.unit, phase, packageCode)}
                basis={props.basis}
                error={refused[share.unit.code]}
                onQuantity={(quantity) =>
                  onShares(shares.map((each) => (each === share ? { ...share, quantity } : each)))
                }
                onTake={() => onShares(shares.filter((each) => each !== share))}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
