import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { complaintAbout, complaintProblem, complaintState } from '../../words/complaints.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ComplaintPageAnswerMutation } from '../__generated__/ComplaintPageAnswerMutation.graphql.ts';
import type { ComplaintPageCloseMutation } from '../__generated__/ComplaintPageCloseMutation.graphql.ts';
import type { ComplaintPageQuery } from '../__generated__/ComplaintPageQuery.graphql.ts';
import type { ComplaintPageTakeMutation } from '../__generated__/ComplaintPageTakeMutation.graphql.ts';
import { History } from '../shared/History.tsx';
import { unitName } from '../shared/names.ts';
import { globalId, to } from '../shell/address.ts';
import { ReasonDialog } from '../shell/dialogs/ReasonDialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import { useRefreshed } from '../shell/live/refresh.ts';
import { useLoad } from '../shell/load.ts';
import { useNumber } from '../shell/navigation.ts';
import { useOffice } from '../shell/viewer.ts';
import { Contact } from '../submissions/Contact.tsx';
import css from '../submissions/Submission.module.css';

graphql`
  fragment ComplaintPage_changed on Complaint {
    id
    state
    answer
    timeline {
      ...History_steps
    }
  }
`;

const document = graphql`
  query ComplaintPageQuery($id: ID!) @preloadable {
    complaint(id: $id) {
      id
      code
      about
      subject
      problem
      description
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
  mutation ComplaintPageTakeMutation($input: TakeComplaintInput!) {
    takeComplaint(input: $input) {
      ... on ComplaintTaken {
        complaint {
          ...ComplaintPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const answer = graphql`
  mutation ComplaintPageAnswerMutation($input: AnswerComplaintInput!) {
    answerComplaint(input: $input) {
      ... on ComplaintAnswered {
        complaint {
          ...ComplaintPage_changed
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const close = graphql`
  mutation ComplaintPageCloseMutation($input: CloseComplaintInput!) {
    closeComplaint(input: $input) {
      ... on ComplaintClosed {
        complaint {
          ...ComplaintPage_changed
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
  received: ['Dikirim', 'Sent'],
  contact: ['Kontak pelapor', 'Contact'],
  description: ['Yang diceritakan', 'What was reported'],
  nothing: ['tidak disebut', 'not said'],
  reply: ['Jawaban', 'Answer'],
  why: ['Alasan ditutup', 'Why it was closed'],
  take: ['Tangani', 'Take in hand'],
  takeWhy: [
    'Pelapor melihat bahwa laporannya sedang ditangani. Setelah itu jawaban dapat dikirim.',
    'The reporter sees that it is in hand. Then it can be answered.',
  ],
  yours: ['Jawaban untuk pelapor', 'Answer to the reporter'],
  yoursHint: [
    'Siapa pun yang tahu kodenya dapat membacanya. Jangan tulis data pribadi.',
    'Whoever knows the code can read it. Leave out personal data.',
  ],
  missing: ['Tulis jawabannya.', 'Write the answer.'],
  send: ['Kirim jawaban', 'Send the answer'],
  close: ['Tutup tanpa jawaban', 'Close without an answer'],
  closeTitle: ['Tutup pengaduan ini?', 'Close this complaint?'],
  closeWhy: [
    'Tutup hanya laporan yang tidak dapat ditindaklanjuti, seperti laporan ganda. Pelapor membaca alasannya.',
    'Close only what can’t be followed up, such as a report made twice. The reporter reads the reason.',
  ],
  anybody: ['pelapor', 'reporter'],
} as const satisfies Record<string, Pair>;

function Close({ id }: { id: string }) {
  const t = useText();
  const [confirming, setConfirming] = useState(false);
  const closing = useAction<ComplaintPageCloseMutation>(close);
  const away = () => {
    setConfirming(false);
    closing.clear();
  };
  return (
    <>
      <Button onPress={() => setConfirming(true)}>{t(words.close)}</Button>
      {confirming && (
        <ReasonDialog
          open
          title={t(words.closeTitle)}
          confirm={t(words.close)}
          look="danger"
          busy={closing.busy}
          reason="required"
          answer={<Answer refusal={closing.refusal} failure={closing.failure} />}
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
  const taking = useAction<ComplaintPageTakeMutation>(take);
  return (
    <div className={css.form}>
      <p className={css.kept}>{t(words.takeWhy)}</p>
      <Answer refusal={taking.refusal} failure={taking.failure} />
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
  const answering = useAction<ComplaintPageAnswerMutation>(answer);
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
      <Answer refusal={answering.refusal} failure={answering.failure} />
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
  const { complaint } = useLoad<ComplaintPageQuery>(
    document,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  useRefreshed<ComplaintPageQuery>(document, { id }, (change) => change.thingId === id);
  if (!complaint) return <Empty whole title={t(words.none)} />;
  const state = complaintState[complaint.state];
  const { unit, organisation } = complaint;
  return (
    <>
      <PageHead
        back={{ href: to.complaints, label: t(words.back) }}
        title={t(complaintProblem[complaint.problem])}
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
      <Section title={t(words.description)}>
        <p className={css.quoted}>{complaint.description}</p>
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
