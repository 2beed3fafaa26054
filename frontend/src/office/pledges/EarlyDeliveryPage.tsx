import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Field } from '../../ui/Field.tsx';
import { Quantity } from '../../ui/Quantity.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { EarlyDeliveryPageMutation } from '../__generated__/EarlyDeliveryPageMutation.graphql.ts';
import type { EarlyDeliveryPageQuery } from '../__generated__/EarlyDeliveryPageQuery.graphql.ts';
import { LateFacts, untyped } from '../deliveries/late/fields.tsx';
import { packageNameOf, unitName } from '../shared/names.ts';
import { globalId, to } from '../shell/address.ts';
import { ActForm } from '../shell/forms/ActForm.tsx';
import css from '../shell/forms/Form.module.css';
import { ReadAgain, usePageAction } from '../shell/live/again.tsx';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { EarlyDeliveries } from './EarlyDeliveries.tsx';

const document = graphql`
  query EarlyDeliveryPageQuery($id: ID!) @preloadable {
    node(id: $id) {
      ... on Pledge {
        id
        number
        state
        channel
        giver {
          id
        }
        allocations {
          id
          state
          quantity
          package {
            code
          }
          unit {
            name
            kind
            kelurahan {
              name
            }
          }
        }
        ...EarlyDeliveries_pledge @alias(as: "forRows")
      }
    }
  }
`;

const mutation = graphql`
  mutation EarlyDeliveryPageMutation($input: RecordEarlyDeliveryInput!) {
    recordEarlyDelivery(input: $input) {
      ... on EarlyDeliveryRecorded {
        earlyDelivery {
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
  title: [(n: string) => `Sudah diantar: ${n}`, (n: string) => `Delivered already: ${n}`],
  lead: [
    'Bantuan yang diantar sendiri oleh pemberinya sebelum janjinya dikonfirmasi. Catatan ini menunggu: baru dibukukan dan tampil untuk umum setelah Pemprov mengonfirmasi janjinya.',
    'What the giver delivered itself before its pledge was confirmed. The record waits: it is booked, and the public sees it, once the provincial government confirms the pledge.',
  ],
  none: ['Janji ini tidak ada, atau bukan untuk Anda', 'No such pledge, or not yours to see'],
  home: ['Ringkasan', 'Overview'],
  record: ['Catat pengantaran', 'Record a delivery'],
  which: ['Paket dan unit', 'Package and unit'],
  choose: ['Pilih', 'Choose'],
  why: ['Mengapa diantar sebelum dikonfirmasi', 'Why it was delivered before the confirmation'],
  good: ['Baik', 'Good'],
  damaged: ['Rusak', 'Damaged'],
  missing: ['Kurang', 'Missing'],
  save: ['Simpan', 'Save'],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = NonNullable<EarlyDeliveryPageQuery['response']['node']>;
type Allocation = NonNullable<Pledge['allocations']>[number];
const outcomes = ['good', 'damaged', 'missing'] as const;
const uncounted: Record<(typeof outcomes)[number], string | null> = {
  good: null,
  damaged: null,
  missing: null,
};

function RecordForm({ allocations, back }: { allocations: readonly Allocation[]; back: string }) {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const nothing = { ...untyped, happenedOn: today };
  const [allocation, setAllocation] = useState('');
  const [count, setCount] = useState(uncounted);
  const [typed, setTyped] = useState(nothing);
  const recording = usePageAction<EarlyDeliveryPageMutation>(mutation);
  const send = () => {
    const { happenedOn, reason, receiver, vehicle, note } = typed;
    const [good = 0, damaged = 0, missing = 0] = outcomes.map((each) => Number(count[each] ?? 0));
    recording.act(
      { allocation, good, damaged, missing, happenedOn, reason, receiver, vehicle, note },
      () => {
        setAllocation('');
        setCount(uncounted);
        setTyped(nothing);
      },
    );
  };
  return (
    <ActForm of={recording} send={t(words.save)} onSend={send} back={back}>
      <Field label={t(words.which)}>
        {(control) => (
          <select
            {...control}
            required
            value={allocation}
            onChange={(event) => setAllocation(event.target.value)}
          >
            <option value="">{t(words.choose)}</option>
            {allocations.map((each) => (
              <option key={each.id} value={each.id}>
                {`${number(each.quantity, lang)} × ${t(packageNameOf(each.package.code))}, ${unitName(each.unit)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className={css.pair}>
        {outcomes.map((each) => (
          <Quantity
            key={each}
            label={t(words[each])}
            value={count[each]}
            onValue={(value) => setCount({ ...count, [each]: value })}
          />
        ))}
      </div>
      <LateFacts
        why={t(words.why)}
        bought={false}
        cancelled={[]}
        typed={typed}
        onTyped={setTyped}
      />
    </ActForm>
  );
}

/** What a giver delivered itself before its pledge was confirmed: it records it, and sees what became of it. */
export function Page() {
  const t = useText();
  const id = globalId('Pledge', useNumber());
  const { acts, organisation } = useOffice();
  const { node } = useLoad<EarlyDeliveryPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<EarlyDeliveryPageQuery>(document, { id }, ({ thingId }) => thingId === id);
  if (!node?.number) {
    return <Empty whole title={t(words.none)} action={<a href={to.home}>{t(words.home)}</a>} />;
  }
  const held = (node.allocations ?? []).filter((each) => each.state === 'HELD');
  const records =
    acts &&
    organisation.kind === 'DONOR' &&
    organisation.profile?.id === node.giver?.id &&
    node.channel === 'DIRECT' &&
    node.state === 'SUBMITTED';
  return (
    <ReadAgain<EarlyDeliveryPageQuery> document={document} variables={{ id }}>
      <PageHead
        back={{ href: to.pledge(id), label: node.number }}
        title={t(words.title)(node.number)}
        lead={t(words.lead)}
      />
      {node.forRows && <EarlyDeliveries pledge={node.forRows} />}
      {records && held.length > 0 && (
        <Section title={t(words.record)}>
          <RecordForm allocations={held} back={to.pledge(id)} />
        </Section>
      )}
    </ReadAgain>
  );
}
