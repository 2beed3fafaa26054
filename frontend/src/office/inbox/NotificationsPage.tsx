import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { commitLocalUpdate, type RecordSourceProxy } from 'relay-runtime';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NotificationsPageMutation } from '../__generated__/NotificationsPageMutation.graphql.ts';
import type { NotificationsPageQuery } from '../__generated__/NotificationsPageQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useLoad } from '../shell/load.ts';
import css from './Notifications.module.css';
import { kinds, topics } from './words.ts';

const document = graphql`
  query NotificationsPageQuery @preloadable {
    viewer {
      notificationSettings {
        id
        kind
        inbox
        mail
      }
    }
  }
`;

const mutation = graphql`
  mutation NotificationsPageMutation($input: SetNotificationInput!) {
    setNotification(input: $input) {
      ... on NotificationSet {
        kind
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: ['Pemberitahuan', 'Notifications'],
  lead: [
    'Pilih apa yang ingin Anda ketahui, dan di mana. Pilihan ini untuk Anda sendiri dan langsung tersimpan.',
    'Choose what you want to hear of, and where. The choice is yours alone and is saved at once.',
  ],
  account: ['Akun saya', 'My account'],
  what: ['Tentang', 'About'],
  inbox: ['Kotak masuk', 'Inbox'],
  mail: ['Surel', 'Mail'],
  fixed: [
    'Tautan masuk, undangan, serta penolakan atau penangguhan organisasi selalu dikirim.',
    'Sign-in links, invitations, and the rejection or suspension of an organisation are always sent.',
  ],
  none: ['Tidak ada yang perlu diatur', 'Nothing to choose'],
  noneWhy: [
    'Dengan peran Anda, pemberitahuan tidak dikirim.',
    'In your role no notifications are sent.',
  ],
} as const satisfies Record<string, Pair>;

type Setting = NonNullable<
  NotificationsPageQuery['response']['viewer']
>['notificationSettings'][number];
type Where = 'inbox' | 'mail';

const nameOf = ({ kind }: Setting): Pair => kinds[kind].name;

/** Switches one kind at one place: shown at once, and taken back if the server refuses. */
function useSwitch() {
  const environment = useRelayEnvironment();
  const action = useAction<NotificationsPageMutation>(mutation);
  const change = (setting: Setting, where: Where) => {
    const { id, kind, inbox, mail } = setting;
    const set = (store: RecordSourceProxy) => store.get(id)?.setValue(!setting[where], where);
    action.act(
      { kind, inbox, mail, [where]: !setting[where] },
      () => commitLocalUpdate(environment, set),
      set,
    );
  };
  return { ...action, change };
}

type PartProps = {
  title: string;
  settings: readonly Setting[];
  onChange: (setting: Setting, where: Where) => void;
};

/** The kinds of one topic, each with its two switches. */
function Part({ title, settings, onChange }: PartProps) {
  const t = useText();
  const column = (where: Where) => ({
    name: where,
    head: t(words[where]),
    cell: (row: Setting) => (
      <label className={css.switch}>
        <input type="checkbox" checked={row[where]} onChange={() => onChange(row, where)} />
        <span className="seen-by-readers-only">
          {t(nameOf(row))}: {t(words[where])}
        </span>
      </label>
    ),
  });
  return (
    <Section title={title}>
      <Table
        caption={title}
        captionUnseen
        rows={settings}
        keyOf={(row) => row.id}
        columns={[
          { name: 'what', head: t(words.what), names: true, cell: (row) => t(nameOf(row)) },
          column('inbox'),
          column('mail'),
        ]}
      />
    </Section>
  );
}

export function Page() {
  const t = useText();
  const { viewer } = useLoad<NotificationsPageQuery>(document, {});
  const switching = useSwitch();
  const settings = viewer?.notificationSettings ?? [];
  return (
    <>
      <PageHead
        back={{ href: to.account, label: t(words.account) }}
        title={t(words.title)}
        lead={t(words.lead)}
      />
      <Answer refusal={switching.refusal} failure={switching.failure} />
      {settings.length === 0 && <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
      {Object.entries(topics).map(([name, topic]) => {
        const own = settings.filter(({ kind }) =>
          (topic.kinds as readonly string[]).includes(kind),
        );
        return (
          own.length > 0 && (
            <Part key={name} title={t(topic.label)} settings={own} onChange={switching.change} />
          )
        );
      })}
      <p className={css.fixed}>{t(words.fixed)}</p>
    </>
  );
}
