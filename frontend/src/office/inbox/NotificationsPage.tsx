import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import { commitLocalUpdate, type RecordSourceProxy } from 'relay-runtime';
import { Empty } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { NotificationsPageMutation } from '../__generated__/NotificationsPageMutation.graphql.ts';
import type { NotificationsPageQuery } from '../__generated__/NotificationsPageQuery.graphql.ts';
import { to } from '../shell/address.ts';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useLoad } from '../shell/load.ts';
import css from './Notifications.module.css';
import { type TopicName, topics } from './topics.ts';
import { kinds, topicName } from './words.ts';

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
const places = ['inbox', 'mail'] as const;
type Where = (typeof places)[number];

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
  return (
    <tbody>
      <tr>
        <th className={css.topic} colSpan={3} scope="rowgroup">
          {title}
        </th>
      </tr>
      {settings.map((setting) => (
        <tr key={setting.id}>
          <th className={css.kind} scope="row">
            {t(nameOf(setting))}
          </th>
          {places.map((where) => (
            <td key={where} className={css.place}>
              <label className={css.switch}>
                <input
                  type="checkbox"
                  checked={setting[where]}
                  onChange={() => onChange(setting, where)}
                />
                <span className="seen-by-readers-only">
                  {t(nameOf(setting))}: {t(words[where])}
                </span>
              </label>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

type SwitchesProps = Omit<PartProps, 'title'>;

/** All kinds by topic, in one table, so that the switches stand below each other. */
function Switches({ settings, onChange }: SwitchesProps) {
  const t = useText();
  return (
    <table className={css.table}>
      <caption className="seen-by-readers-only">{t(words.title)}</caption>
      <thead>
        <tr>
          <th scope="col">{t(words.what)}</th>
          {places.map((where) => (
            <th key={where} className={css.place} scope="col">
              {t(words[where])}
            </th>
          ))}
        </tr>
      </thead>
      {Object.entries(topics).map(([name, topic]) => {
        const named: readonly string[] = topic;
        const own = settings.filter(({ kind }) => named.includes(kind));
        return (
          own.length > 0 && (
            <Part
              key={name}
              title={t(topicName[name as TopicName])}
              settings={own}
              onChange={onChange}
            />
          )
        );
      })}
    </table>
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
      {settings.length > 0 ? (
        <Switches settings={settings} onChange={switching.change} />
      ) : (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      )}
      <p className={css.fixed}>{t(words.fixed)}</p>
    </>
  );
}
