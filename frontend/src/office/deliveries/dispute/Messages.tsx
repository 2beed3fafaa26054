import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../../format/dates.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { names } from '../../../ui/names.ts';
import { Section } from '../../../ui/shell/Page.tsx';
import { party } from '../../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../../words/lang.ts';
import type {
  Messages_handover$data,
  Messages_handover$key,
} from '../../__generated__/Messages_handover.graphql.ts';
import type { Part } from '../shipment/part.ts';
import css from './Accounts.module.css';
import { WriteMessage } from './WriteMessage.tsx';

const fragment = graphql`
  fragment Messages_handover on Handover {
    id
    state
    unit {
      kelurahan {
        name
      }
    }
    messages {
      id
      party
      text
      writtenAt
      own
      corrected
      corrects {
        writtenAt
      }
      organisation {
        name
      }
    }
  }
`;

const words = {
  title: ['Pesan para pihak', 'Messages of the parties'],
  none: ['Belum ada pesan.', 'No message yet.'],
  write: ['Tulis pesan', 'Write a message'],
  correct: ['Betulkan', 'Correct it'],
  corrected: ['dibetulkan kemudian', 'corrected later'],
  corrects: [
    (when: string) => `membetulkan pesan ${when}`,
    (when: string) => `corrects the message of ${when}`,
  ],
} as const satisfies Record<string, Pair<unknown>>;

type Row = Messages_handover$data['messages'][number];
type MessageProps = { handover: string; kelurahan: string; row: Row };

function Message({ handover, kelurahan, row }: MessageProps) {
  const t = useText();
  const lang = useLang();
  const capacity = t(party[row.party]);
  const who = {
    EXECUTOR: [row.organisation?.name, capacity].filter(Boolean).join(', '),
    KELURAHAN: [capacity, kelurahan].join(' '),
  };
  return (
    <li className={css.message}>
      <p>
        <strong>{who[row.party as keyof typeof who] ?? capacity}</strong>{' '}
        <span className={css.soft}>
          {moment(row.writtenAt, lang)}
          {row.corrects && `, ${t(words.corrects)(moment(row.corrects.writtenAt, lang))}`}
        </span>{' '}
        {row.corrected && <Chip>{t(words.corrected)}</Chip>}
      </p>
      <p className={names(css.text, row.corrected && css.wrong)}>{row.text}</p>
      {row.own && !row.corrected && (
        <div>
          <WriteMessage act={t(words.correct)} handover={handover} corrects={row} />
        </div>
      )}
    </li>
  );
}

type MessagesProps = { handover: Messages_handover$key; part: Part };

/** What the parties of a dispute wrote; while it is open each of them writes more. */
export function Messages({ handover, part }: MessagesProps) {
  const t = useText();
  const { id, state, unit, messages } = useFragment(fragment, handover);
  const writes = part !== 'READER' && state === 'DISPUTED';
  return (
    <Section
      title={t(words.title)}
      aside={writes && <WriteMessage act={t(words.write)} handover={id} />}
    >
      {messages.length === 0 ? (
        <p className={css.soft}>{t(words.none)}</p>
      ) : (
        <ul className={css.messages}>
          {messages.map((row) => (
            <Message key={row.id} handover={id} kelurahan={unit.kelurahan.name} row={row} />
          ))}
        </ul>
      )}
    </Section>
  );
}
