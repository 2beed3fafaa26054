import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty } from '../../ui/States.tsx';
import { complaintAbout, complaintHappened, complaintState } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ComplaintAnswerMutation } from '../__generated__/ComplaintAnswerMutation.graphql.ts';
import type { ComplaintCloseMutation } from '../__generated__/ComplaintCloseMutation.graphql.ts';
import type { ComplaintQuery } from '../__generated__/ComplaintQuery.graphql.ts';
import type { ComplaintTakeMutation } from '../__generated__/ComplaintTakeMutation.graphql.ts';
import { useAct } from '../act.ts';
import { globalId, to } from '../address.ts';
import { useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { Answer } from '../parts/Answer.tsx';
import { History } from '../parts/History.tsx';
import { unitName } from '../parts/names.ts';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { useNumber } from '../router.tsx';
import { Contact } from '../told/Contact.tsx';
import css from '../told/Told.module.css';
import { useOffice } from '../viewer.ts';

graphql`
  fragment Complaint_changed on Complaint {
    id
    state
    answer
    timeline {
      ...History_steps
    }
  }
`;

const document = graphql`
  query ComplaintQuery($id: GlobalID!) {
    complaint(id: $id) {
      id
      code
      about
      subject
      happened
      told
      state
      answer
      receivedAt
      contact
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
      }
      organisation {
        id
        name
      }
      timeline {
        ...History_steps
      }
    }
  }
`;

const take = graphql`
  mutation ComplaintTakeMutation($input: ComplaintActInput!) {
    takeComplaint(input: $input) {
      ... on ComplaintTaken {
        complaint {
          ...Complaint_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const answer = graphql`
  mutation ComplaintAnswerMutation($input: AnswerComplaintInput!) {
    answerComplaint(input: $input) {
      ... on ComplaintAnswered {
        complaint {
          ...Complaint_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const close = graphql`
  mutation ComplaintCloseMutation($input: CloseComplaintInput!) {
    closeComplaint(input: $input) {
      ... on ComplaintClosed {
        complaint {
          ...Complaint_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  back: ['Pengaduan', 'Complaints'],
  none: ['Pengaduan ini tidak ada', 'There is no such complaint'],
  state: ['Keadaan', 'State'],
  code: ['Kode', 'Code'],
  about: ['Tentang', 'About'],
  which: ['Yang mana', 'Which one'],
  received: ['Masuk', 'Received'],
  contact: ['Kontak pelapor', 'Contact'],
  told: ['Yang diceritakan', 'What was told'],
  nothing: ['tidak disebut', 'not said'],
  reply: ['Jawaban', 'Answer'],
  why: ['Alasan ditutup', 'Why it was closed'],
  take: ['Tangani', 'Take in hand'],
  takeWhy: [
    'Pelapor melihat bahwa laporannya sedang ditangani. Setelah itu jawaban dapat dikirim.',
    'Whoever told it sees that it is in hand. Then it can be answered.',
  ],
  yours: ['Jawaban untuk pelapor', 'Answer to whoever told it'],
  yoursHint: [
    'Siapa pun yang tahu kodenya dapat membacanya. Jangan tulis data pribadi.',
    'Whoever knows the code can read it. Leave out personal data.',
  ],
  missing: ['Tulis jawabannya.', 'Write the answer.'],
  send: ['Kirim jawaban', 'Send the answer'],
  close: ['Tutup tanpa jawaban', 'Close without an answer'],
  closeTitle: ['Tutup pengaduan ini?', 'Close this complaint?'],
  closeWhy: [
    'Untuk yang tidak dapat ditindaklanjuti, seperti laporan ganda. Pelapor membaca alasannya.',
    'For what can’t be followed up, such as a report made twice. Whoever told it reads the reason.',
  ],
  anybody: ['pelapor', 'whoever told it'],
} as const satisfies Record<string, Pair>;

function Close({ id }: { id: string }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const closing = useAct<ComplaintCloseMutation>(close);
  const away = () => {
    setAsked(false);
    closing.clear();
  };
  return (
    <>
      <Button onPress={() => setAsked(true)}>{t(words.close)}</Button>
      {asked && (
        <ReasonDialog
          open
          title={t(words.closeTitle)}
          confirm={t(words.close)}
          look="danger"
          busy={closing.busy}
          reason="required"
          answer={<Answer refusal={closing.refusal} fault={closing.fault} />}
          onConfirm={(reason) => closing.act({ complaint: id, reason }, away)}
          onClose={away}
        >
          <p>{t(words.closeWhy)}</p>
        </ReasonDialog>
      )}
    </>
  );
}

function Take({ id }: { id: string }) {
  const t = useText();
  const taking = useAct<ComplaintTakeMutation>(take);
  return (
    <div className={css.form}>
      <p className={css.kept}>{t(words.takeWhy)}</p>
      <Answer refusal={taking.refusal} fault={taking.fault} />
      <div className={css.buttons}>
        <Button look="primary" busy={taking.busy} onPress={() => taking.act({ complaint: id })}>
          {t(words.take)}
        </Button>
        <Close id={id} />
      </div>
    </div>
  );
}

function Reply({ id }: { id: string }) {
  const t = useText();
  const answering = useAct<ComplaintAnswerMutation>(answer);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) answering.act({ complaint: id, answer: text });
        else setMissing(true);
      }}
    >
      <Field
        label={t(words.yours)}
        hint={t(words.yoursHint)}
        error={missing && !text.trim() ? t(words.missing) : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            rows={5}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <Answer refusal={answering.refusal} fault={answering.fault} />
      <div className={css.buttons}>
        <Button type="submit" look="primary" busy={answering.busy}>
          {t(words.send)}
        </Button>
        <Close id={id} />
      </div>
    </form>
  );
}

export function Page() {
  const t = useText();
  const lang = useLang();
  const { acts } = useOffice();
  const id = globalId('Complaint', useNumber());
  const { complaint } = useLoad<ComplaintQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<ComplaintQuery>(document, { id }, (change) => change.thingId === id);
  if (!complaint) return <Empty whole title={t(words.none)} />;
  const state = complaintState[complaint.state];
  const { unit, organisation } = complaint;
  return (
    <>
      <PageHead
        back={{ href: to.complaints, label: t(words.back) }}
        title={t(complaintHappened[complaint.happened])}
      />
      <Facts
        items={[
          [
            t(words.state),
            <Chip key="state" tone={state?.tone ?? 'plain'}>
              {t(state?.word ?? [complaint.state, complaint.state])}
            </Chip>,
          ],
          [t(words.about), t(complaintAbout[complaint.about])],
          [
            t(words.which),
            (unit && (
              <a key="unit" href={to.unit(unit.code)}>
                {unitName(unit)}
              </a>
            )) ||
              (organisation && (
                <a key="organisation" href={to.organisation(organisation.id)}>
                  {organisation.name}
                </a>
              )) ||
              complaint.subject ||
              t(words.nothing),
          ],
          [t(words.received), moment(complaint.receivedAt, lang)],
          [t(words.code), complaint.code],
          ...(acts
            ? [[t(words.contact), <Contact key="contact" contact={complaint.contact} />] as const]
            : []),
        ]}
      />
      <Section title={t(words.told)}>
        <p className={css.told}>{complaint.told}</p>
      </Section>
      {complaint.answer && (
        <Section title={t(complaint.state === 'CLOSED' ? words.why : words.reply)}>
          <p className={css.answer}>{complaint.answer}</p>
        </Section>
      )}
      {acts && complaint.state === 'RECEIVED' && (
        <Section title={t(words.reply)}>
          <Take id={complaint.id} />
        </Section>
      )}
      {acts && complaint.state === 'IN_HAND' && (
        <Section title={t(words.reply)}>
          <Reply id={complaint.id} />
        </Section>
      )}
      <History steps={complaint.timeline} states={complaintState} anybody={words.anybody} />
    </>
  );
}
