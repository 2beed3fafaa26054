import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Notice } from '../../ui/States.tsx';
import { Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ReceiveGoodsMutation } from '../__generated__/ReceiveGoodsMutation.graphql.ts';
import { packageNameOf } from '../shared/names.ts';
import { globalId, numberOf } from '../shell/address.ts';
import { ActForm } from '../shell/forms/ActForm.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { TextField } from '../shell/forms/TextField.tsx';
import { useOffice } from '../shell/viewer.ts';
import { type Awaited, useAwaited } from './awaited.ts';

const mutation = graphql`
  mutation ReceiveGoodsMutation($input: ReceiveGoodsInput!) {
    receiveGoods(input: $input) {
      ... on GoodsReceived {
        goodsReceipt {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Catat barang masuk', 'Record goods that came in'],
  why: [
    'Hitung dahulu, lalu tulis jumlahnya. Pemberi langsung melihatnya.',
    'Count first, then write the number. The giver sees it at once.',
  ],
  line: ['Janji dan paket', 'Pledge and package'],
  pick: ['Pilih janji', 'Choose a pledge'],
  replacement: [(line: string) => `Pengganti: ${line}`, (line: string) => `Replacement: ${line}`],
  nothing: ['Tidak ada barang yang ditunggu', 'No goods are awaited'],
  quantity: ['Jumlah yang masuk', 'Packages that came in'],
  promised: [
    (all: string, stocked: string) => `Dijanjikan ${all}, sudah masuk ${stocked}.`,
    (all: string, stocked: string) => `${all} pledged, ${stocked} came in already.`,
  ],
  replaced: [
    (all: string, stocked: string) => `Perlu diganti ${all}, sudah masuk ${stocked}.`,
    (all: string, stocked: string) => `${all} to be replaced, ${stocked} came in already.`,
  ],
  damaged: ['Rusak saat tiba (tidak masuk stok)', 'Damaged on arrival (not stocked)'],
  receivedOn: ['Hari masuk', 'Came in on'],
  expiresOn: ['Kedaluwarsa paling awal', 'Earliest expiry'],
  supplier: ['Pemasok', 'Supplier'],
  document: ['Nomor dokumen pemasok', 'The supplier’s document'],
  price: ['Harga satu paket, dalam rupiah', 'Price of one package, in rupiah'],
  note: ['Catatan', 'Remark'],
  save: ['Catat', 'Record it'],
} as const satisfies Record<string, Pair<unknown>>;

type LineChoiceProps = {
  lines: readonly Awaited[];
  chosen: string;
  onChoose: (key: string) => void;
};

/** Which of the awaited goods came in. */
function LineChoice({ lines, chosen, onChoose }: LineChoiceProps) {
  const t = useText();
  const nameOf = (line: Awaited) => {
    const name = `${line.pledge.number} · ${line.giver} · ${t(packageNameOf(line.package.code))}`;
    return line.replaces ? t(words.replacement)(name) : name;
  };
  return (
    <Field label={t(words.line)}>
      {(control) => (
        <select
          {...control}
          required
          value={chosen}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          <option value="">{t(words.pick)}</option>
          {lines.map((each) => (
            <option key={each.key} value={each.key}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type Counted = { quantity: string | null; damaged: string | null };

type CountsProps = { line: Awaited | undefined; counted: Counted; onCount: (to: Counted) => void };

/** What was counted: nothing is filled in. */
function Counts({ line, counted, onCount }: CountsProps) {
  const t = useText();
  const lang = useLang();
  const awaited = line?.replaces ? words.replaced : words.promised;
  return (
    <div className={css.pair}>
      <Quantity
        label={t(words.quantity)}
        hint={line && t(awaited)(number(line.quantity, lang), number(line.stocked, lang))}
        value={counted.quantity}
        onValue={(quantity) => onCount({ ...counted, quantity })}
      />
      <Quantity
        label={t(words.damaged)}
        value={counted.damaged}
        onValue={(damaged) => onCount({ ...counted, damaged })}
      />
    </div>
  );
}

const nothingTyped = {
  expiresOn: '',
  supplier: '',
  document: '',
  note: '',
  price: null as string | null,
};

type DetailsProps = {
  bought: boolean;
  more: typeof nothingTyped;
  onMore: (more: typeof nothingTyped) => void;
};

/** Where they were bought, and a remark. */
function Details({ bought, more, onMore }: DetailsProps) {
  const t = useText();
  const field = (name: 'supplier' | 'document' | 'note') => ({
    label: t(words[name]),
    value: more[name],
    onValue: (value: string) => onMore({ ...more, [name]: value }),
  });
  return (
    <>
      {bought && (
        <>
          <TextField {...field('supplier')} required maxLength={200} />
          <TextField {...field('document')} maxLength={200} />
          <Quantity
            label={t(words.price)}
            value={more.price}
            onValue={(price) => onMore({ ...more, price })}
          />
        </>
      )}
      <TextField {...field('note')} maxLength={2000} />
    </>
  );
}

type ReceiveGoodsProps = {
  /** The number of the pledge that is chosen at first. */
  pledge: string | undefined;
  /** The number of the discrepancy that the goods replace. */
  replaces: string | undefined;
  onDone: () => void;
  onClose: () => void;
};

export function ReceiveGoods({ pledge, replaces, onDone, onClose }: ReceiveGoodsProps) {
  const t = useText();
  const { today } = useOffice();
  const lines = useAwaited(replaces && globalId('Discrepancy', replaces));
  const first = replaces
    ? lines.find((each) => each.replaces)
    : lines.find((each) => numberOf(each.pledge.id) === pledge);
  const [chosen, setChosen] = useState(first?.key ?? '');
  const [counted, setCounted] = useState<Counted>({ quantity: null, damaged: null });
  const [receivedOn, setReceivedOn] = useState(today);
  const [more, setMore] = useState(nothingTyped);
  const receiving = useAction<ReceiveGoodsMutation>(mutation);
  const line = lines.find((each) => each.key === chosen);
  const send = () => {
    if (!line || counted.quantity === null) return;
    const { supplier, document, price } = line.bought ? more : nothingTyped;
    receiving.act(
      {
        pledge: line.pledge.id,
        package: line.package.id,
        quantity: Number(counted.quantity),
        damaged: Number(counted.damaged ?? 0),
        receivedOn,
        expiresOn: more.expiresOn || null,
        supplier,
        document,
        price,
        note: more.note,
        replaces: line.replaces,
      },
      onDone,
    );
  };
  return (
    <Section title={t(words.title)}>
      {lines.length === 0 && <Notice tone="note" title={t(words.nothing)} />}
      <ActForm of={receiving} why={t(words.why)} send={t(words.save)} onSend={send} back={onClose}>
        <LineChoice lines={lines} chosen={chosen} onChoose={setChosen} />
        <Counts line={line} counted={counted} onCount={setCounted} />
        <div className={css.pair}>
          <TextField
            label={t(words.receivedOn)}
            type="date"
            required
            max={today}
            value={receivedOn}
            onValue={setReceivedOn}
          />
          <TextField
            label={t(words.expiresOn)}
            type="date"
            min={receivedOn}
            value={more.expiresOn}
            onValue={(expiresOn) => setMore({ ...more, expiresOn })}
          />
        </div>
        <Details bought={line?.bought ?? false} more={more} onMore={setMore} />
      </ActForm>
    </Section>
  );
}
