import { lazy, Suspense, useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { moment } from '../../../format/dates.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type { ShipmentFieldQuery } from '../../__generated__/ShipmentFieldQuery.graphql.ts';
import type { ShipmentFieldRevokeMutation } from '../../__generated__/ShipmentFieldRevokeMutation.graphql.ts';
import { ReasonDialog } from '../../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../../shell/forms/Answer.tsx';
import { useAction } from '../../shell/forms/action.ts';
import css from '../../shell/forms/Form.module.css';
import { useLoad } from '../../shell/load.ts';
import { useOffice } from '../../shell/viewer.ts';
import { LeftEntries } from './LeftEntries.tsx';
import { PhoneState } from './PhoneState.tsx';

// Its QR is wanted by few visits.
const OpenShift = lazy(() =>
  import('./OpenShift.tsx').then((each) => ({ default: each.OpenShift })),
);

const document = graphql`
  query ShipmentFieldQuery($id: ID!) {
    node(id: $id) {
      ... on Shipment {
        id
        state
        executor {
          id
        }
        shifts {
          id
          label
          endsAt
          revokedAt
          device {
            id
            ...PhoneState_device
          }
        }
        devices {
          id
          courier {
            name
            email
          }
          ...PhoneState_device
        }
        ...LeftEntries_shipment @alias(as: "left")
      }
    }
  }
`;

const revoke = graphql`
  mutation ShipmentFieldRevokeMutation($input: RevokeShiftInput!) {
    revokeShift(input: $input) {
      ... on ShiftRevoked {
        shift {
          id
          revokedAt
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Di lapangan', 'In the field'],
  why: [
    'Kurir tanpa akun memakai tautan. Tautan berlaku 96 jam, di satu ponsel, juga tanpa sinyal.',
    'Couriers without an account use a link. It works for 96 hours, on one phone, also without a signal.',
  ],
  open: ['Buat tautan kurir', 'Make a link for a courier'],
  again: ['Ponsel hilang: tautan baru', 'Phone lost: a new link'],
  revoke: ['Cabut', 'Revoke'],
  revokeOf: [(name: string) => `Cabut tautan ${name}?`, (name: string) => `Revoke ${name}’s link?`],
  revokeWhy: [
    'Ponselnya tidak dapat melaporkan lagi. Yang sudah dicatat sebelumnya masih dikirim ke sini untuk Anda periksa.',
    'The phone can report nothing more. What was recorded before still comes here for you to check.',
  ],
  until: [(when: string) => `sampai ${when}`, (when: string) => `until ${when}`],
  over: ['berakhir', 'over'],
  revoked: ['dicabut', 'revoked'],
  unopened: ['belum dibuka', 'not opened yet'],
} as const satisfies Record<string, Pair<unknown>>;

function Revoke({ id, name }: { id: string; name: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const revoking = useAction<ShipmentFieldRevokeMutation>(revoke);
  const close = () => {
    revoking.clear();
    setOpen(false);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t(words.revoke)}</Button>
      {open && (
        <ReasonDialog
          open
          title={t(words.revokeOf)(name)}
          confirm={t(words.revoke)}
          look="danger"
          busy={revoking.busy}
          reason="none"
          answer={<Answer refusal={revoking.refusal} failure={revoking.failure} />}
          onConfirm={() => revoking.act({ shift: id }, close)}
          onClose={close}
        >
          <p>{t(words.revokeWhy)}</p>
        </ReasonDialog>
      )}
    </>
  );
}

/** The phones of a trip: links of couriers, what each phone still holds, entries for the office. */
export function ShipmentField({ id }: { id: string }) {
  const t = useText();
  const lang = useLang();
  const { acts, organisation } = useOffice();
  const [made, setMade] = useState(0);
  const { node: row } = useLoad<ShipmentFieldQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network', fetchKey: made },
  );
  const [opening, setOpening] = useState<{ replaces?: string; label: string }>();
  if (!row?.shifts || !row.devices) return null;
  const own = acts && row.executor?.id === organisation.profile?.id;
  const rides = row.state === 'PLANNED' || row.state === 'DISPATCHED';
  const now = new Date().toISOString();
  if (!own && row.shifts.length === 0 && row.devices.length === 0) return null;
  return (
    <Section
      title={t(words.title)}
      aside={
        own && rides && <Button onPress={() => setOpening({ label: '' })}>{t(words.open)}</Button>
      }
    >
      {row.shifts.length === 0 && row.devices.length === 0 && (
        <p className={css.why}>{t(words.why)}</p>
      )}
      {row.shifts.map((shift) => {
        const on = !shift.revokedAt && shift.endsAt > now;
        return (
          <div key={shift.id} className={css.form}>
            <p>
              <b>{shift.label}</b>{' '}
              <Chip tone={on ? 'good' : 'stopped'}>
                {on
                  ? t(words.until)(moment(shift.endsAt, lang))
                  : t(shift.revokedAt ? words.revoked : words.over)}
              </Chip>
            </p>
            {shift.device ? (
              <PhoneState device={shift.device} />
            ) : (
              on && <p className={css.why}>{t(words.unopened)}</p>
            )}
            {own && on && (
              <div className={css.buttons}>
                <Revoke id={shift.id} name={shift.label} />
                {rides && (
                  <Button onPress={() => setOpening({ replaces: shift.id, label: shift.label })}>
                    {t(words.again)}
                  </Button>
                )}
              </div>
            )}
          </div>
        );
      })}
      {row.devices.map((device) => (
        <div key={device.id} className={css.form}>
          <p>
            <b>{device.courier?.name || device.courier?.email || '–'}</b>
          </p>
          <PhoneState device={device} />
        </div>
      ))}
      {row.left && <LeftEntries shipment={row.left} own={own} />}
      {opening && (
        <Suspense fallback={null}>
          <OpenShift
            shipment={id}
            {...opening}
            onMade={() => setMade(made + 1)}
            onClose={() => setOpening(undefined)}
          />
        </Suspense>
      )}
    </Section>
  );
}
