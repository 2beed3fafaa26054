import { useState } from 'react';
import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts, type Step, Timeline } from '../../ui/Facts.tsx';
import { Empty, Loading, Notice } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import {
  complaintAbout,
  complaintProblem,
  complaintState,
  proposalState,
} from '../../words/complaints.ts';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import type { SubmissionPageQuery } from '../__generated__/SubmissionPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { placeOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './SubmissionForm.module.css';

const statusQuery: Doc<SubmissionPageQuery> = graphql`
  query SubmissionPageQuery($code: String!) {
    complaintStatus(code: $code) {
      code
      about
      problem
      state
      receivedAt
      inHandAt
      answeredAt
      answer
      organisation {
        id
        name
      }
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
        kecamatan {
          name
        }
        kota {
          name
        }
      }
    }
    proposalStatus(code: $code) {
      code
      state
      receivedAt
      answeredAt
      answer
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
        kecamatan {
          name
        }
        kota {
          name
        }
      }
    }
  }
`;

const words = {
  complaint: ['Laporan Anda', 'Your report'],
  proposal: ['Usulan data Anda', 'The data you proposed'],
  none: ['Tidak ada laporan dengan kode ini', 'There is no report with this code'],
  noneWhy: [
    'Kodenya mungkin salah ketik: 12 huruf dan angka, tanpa huruf I, L, O, U dan angka 0 dan 1.',
    'The code may be mistyped: 12 letters and digits, none of them I, L, O, U, 0 or 1.',
  ],
  another: ['Masukkan kode lain', 'Enter another code'],
  sent: ['Terkirim. Simpan kode ini', 'Sent. Keep this code'],
  keep: [
    'Catat atau foto layar ini. Keadaan laporan hanya dapat dilihat lagi dengan kode ini.',
    'Note it down or photograph the screen. Only this code shows again how it stands.',
  ],
  code: ['Kode', 'Code'],
  copy: ['Salin kode', 'Copy the code'],
  copied: ['Tersalin', 'Copied'],
  notCopied: ['Tidak dapat disalin; catat kodenya', 'Could not copy; note the code down'],
  organisation: ['Organisasi', 'Organisation'],
  kept: [
    'Isi laporan tidak ditampilkan di sini, supaya tetap tertutup kalau kodenya terbaca orang lain.',
    'What you wrote is not shown here, so that it stays closed if somebody else reads the code.',
  ],
  state: ['Keadaan', 'State'],
  about: ['Tentang', 'About'],
  problem: ['Masalah', 'Problem'],
  unit: ['Unit', 'Unit'],
  received: ['Dikirim', 'Sent'],
  inHand: ['Ditangani Pemprov', 'In the provincial government’s hands'],
  answered: ['Dijawab', 'Answered'],
  closed: ['Ditutup', 'Closed'],
  checked: ['Diperiksa Pemprov', 'Checked by the provincial government'],
  accepted: ['Dipakai sebagai data unit', 'Taken up as the unit’s data'],
  declined: ['Tidak dipakai', 'Not taken up'],
  answer: ['Jawaban Pemprov', 'The provincial government’s answer'],
  why: ['Alasan Pemprov', 'The provincial government’s reason'],
  waiting: [
    'Belum ada jawaban. Buka halaman ini lagi dengan kode di atas.',
    'There is no answer yet. Open this page again with the code above.',
  ],
  history: ['Perjalanan', 'What happened'],
} as const satisfies Record<string, Pair>;

type Unit = NonNullable<SubmissionPageQuery['response']['proposalStatus']>['unit'];
type Organisation = NonNullable<SubmissionPageQuery['response']['complaintStatus']>['organisation'];
type Submission = {
  code: string;
  answer: string | null | undefined;
  title: string;
  state: { readonly word: Pair; readonly tone: Parameters<typeof Chip>[0]['tone'] } | undefined;
  facts: readonly (readonly [string, string])[];
  unit: Unit | null | undefined;
  organisation?: Organisation | null | undefined;
  steps: Step[];
  refused: boolean;
};

/** "ABCD EFGH JKMN": in parts it is easier to note down. */
const spaced = (code: string) => (code.match(/.{1,4}/g) ?? []).join(' ');

/** Puts a text on the clipboard, on browsers of any age; false where none lets us. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No https, no permission, or an old browser: what is selected can still be copied.
    const box = document.createElement('textarea');
    box.value = text;
    box.readOnly = true;
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

/** The code to note down, and a button that copies it. */
function Code({ code }: { code: string }) {
  const t = useText();
  const [came, setCame] = useState<Pair>();
  return (
    <>
      <p className={css.code}>{spaced(code)}</p>
      <p className="needs-script">
        <Button
          onPress={async () => setCame((await copied(code)) ? words.copied : words.notCopied)}
        >
          {t(words.copy)}
        </Button>{' '}
        <span role="status">{came && t(came)}</span>
      </p>
    </>
  );
}

const at = (key: string, what: string, when: string | null | undefined, lang: Lang): Step => ({
  key,
  what,
  when: when ? moment(when, lang) : undefined,
  done: !!when,
});

function submissionOf(
  data: SubmissionPageQuery['response'],
  t: (pair: Pair) => string,
  lang: Lang,
): Submission | null {
  const complaint = data.complaintStatus;
  if (complaint) {
    const closed = complaint.state === 'CLOSED';
    return {
      ...complaint,
      title: t(words.complaint),
      state: complaintState[complaint.state],
      facts: [
        [t(words.about), t(complaintAbout[complaint.about])],
        [t(words.problem), t(complaintProblem[complaint.problem])],
      ],
      steps: [
        at('received', t(words.received), complaint.receivedAt, lang),
        ...(closed && !complaint.inHandAt
          ? []
          : [at('hand', t(words.inHand), complaint.inHandAt, lang)]),
        at('end', t(closed ? words.closed : words.answered), complaint.answeredAt, lang),
      ],
      refused: closed,
    };
  }
  const proposal = data.proposalStatus;
  if (!proposal) return null;
  const end = { RECEIVED: words.checked, ACCEPTED: words.accepted, DECLINED: words.declined };
  return {
    ...proposal,
    title: t(words.proposal),
    state: proposalState[proposal.state],
    facts: [],
    steps: [
      at('received', t(words.received), proposal.receivedAt, lang),
      at('end', t(end[proposal.state]), proposal.answeredAt, lang),
    ],
    refused: proposal.state === 'DECLINED',
  };
}

export function Page({ here, parts }: PageProps) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(statusQuery, { code: parts[0] ?? '' });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={6} />;
  const submission = submissionOf(data, t, lang);
  if (!submission) {
    return (
      <Empty
        whole
        title={t(words.none)}
        action={<Button href={to.report}>{t(words.another)}</Button>}
      >
        {t(words.noneWhy)}
      </Empty>
    );
  }
  const { unit, organisation } = submission;
  return (
    <>
      <PageHead title={submission.title} />
      {here.query.get('baru') ? (
        <Notice tone="done" title={t(words.sent)}>
          <Code code={submission.code} />
          <p className={css.after}>{t(words.keep)}</p>
        </Notice>
      ) : (
        <>
          <p className={css.after}>{t(words.code)}</p>
          <Code code={submission.code} />
        </>
      )}
      <div className={css.facts}>
        <Facts
          items={[
            [
              t(words.state),
              <Chip key="state" tone={submission.state?.tone ?? 'plain'}>
                {submission.state && t(submission.state.word)}
              </Chip>,
            ],
            ...submission.facts,
            ...(unit
              ? [
                  [
                    t(words.unit),
                    <a key="unit" href={to.unit(unit.code)}>
                      {unitName(unit)}, {placeOf(unit)}
                    </a>,
                  ] as const,
                ]
              : []),
            ...(organisation
              ? [
                  [
                    t(words.organisation),
                    <a key="organisation" href={to.organisation(organisation.id)}>
                      {organisation.name}
                    </a>,
                  ] as const,
                ]
              : []),
          ]}
        />
        {data.complaintStatus && <p className={css.after}>{t(words.kept)}</p>}
      </div>
      {submission.answer ? (
        <Section title={t(submission.refused ? words.why : words.answer)}>
          <p className={css.answer}>{submission.answer}</p>
        </Section>
      ) : (
        !submission.steps.every((step) => step.done) && (
          <p className={css.after}>{t(words.waiting)}</p>
        )
      )}
      <Section title={t(words.history)}>
        <Timeline steps={submission.steps} />
      </Section>
    </>
  );
}
