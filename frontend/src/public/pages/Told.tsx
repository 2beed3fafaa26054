import { moment } from '../../format/dates.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts, type Step, Timeline } from '../../ui/Facts.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Empty, Loading, Notice } from '../../ui/States.tsx';
import {
  complaintAbout,
  complaintHappened,
  complaintState,
  proposalState,
} from '../../words/complaints.ts';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import type { ToldQuery } from '../__generated__/ToldQuery.graphql.ts';
import { to } from '../address.ts';
import type { PageProps } from '../pages.ts';
import { Failed } from '../parts/Failed.tsx';
import css from '../parts/TellForm.module.css';
import { type Doc, graphql, useRead } from '../read.ts';
import { placeOf, unitName } from '../units.ts';

const document: Doc<ToldQuery> = graphql`
  query ToldQuery($code: String!) {
    complaintStatus(code: $code) {
      code
      about
      happened
      state
      receivedAt
      inHandAt
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
    'Catat atau foto layar ini. Hanya dengan kode ini keadaannya dapat dilihat lagi.',
    'Note it down or photograph the screen. Only this code shows again how it stands.',
  ],
  code: ['Kode', 'Code'],
  state: ['Keadaan', 'State'],
  about: ['Tentang', 'About'],
  happened: ['Masalah', 'Problem'],
  unit: ['Unit', 'Unit'],
  received: ['Masuk', 'Received'],
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

type Unit = NonNullable<ToldQuery['response']['proposalStatus']>['unit'];
type Told = {
  code: string;
  answer: string | null | undefined;
  title: string;
  state: { readonly word: Pair; readonly tone: Parameters<typeof Chip>[0]['tone'] } | undefined;
  facts: readonly (readonly [string, string])[];
  unit: Unit | null | undefined;
  steps: Step[];
  refused: boolean;
};

/** "ABCD EFGH JKMN": in parts it is easier to note down. */
const spaced = (code: string) => (code.match(/.{1,4}/g) ?? []).join(' ');

const at = (key: string, what: string, when: string | null | undefined, lang: Lang): Step => ({
  key,
  what,
  when: when ? moment(when, lang) : undefined,
  done: !!when,
});

function toldOf(data: ToldQuery['response'], t: (pair: Pair) => string, lang: Lang): Told | null {
  const complaint = data.complaintStatus;
  if (complaint) {
    const closed = complaint.state === 'CLOSED';
    return {
      ...complaint,
      title: t(words.complaint),
      state: complaintState[complaint.state],
      facts: [
        [t(words.about), t(complaintAbout[complaint.about])],
        [t(words.happened), t(complaintHappened[complaint.happened])],
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
  const { data, error, again } = useRead(document, { code: parts[0] ?? '' });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading lines={6} />;
  const told = toldOf(data, t, lang);
  if (!told) {
    return (
      <Empty
        whole
        title={t(words.none)}
        action={<Button href={to.tell}>{t(words.another)}</Button>}
      >
        {t(words.noneWhy)}
      </Empty>
    );
  }
  const { unit } = told;
  return (
    <>
      <PageHead title={told.title} />
      {here.query.get('baru') ? (
        <Notice tone="done" title={t(words.sent)}>
          <p className={css.code}>{spaced(told.code)}</p>
          <p>{t(words.keep)}</p>
        </Notice>
      ) : (
        <>
          <p className={css.after}>{t(words.code)}</p>
          <p className={css.code}>{spaced(told.code)}</p>
        </>
      )}
      <div className={css.facts}>
        <Facts
          items={[
            [
              t(words.state),
              <Chip key="state" tone={told.state?.tone ?? 'plain'}>
                {told.state && t(told.state.word)}
              </Chip>,
            ],
            ...told.facts,
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
          ]}
        />
      </div>
      {told.answer ? (
        <Section title={t(told.refused ? words.why : words.answer)}>
          <p className={css.answer}>{told.answer}</p>
        </Section>
      ) : (
        !told.steps.every((step) => step.done) && <p className={css.after}>{t(words.waiting)}</p>
      )}
      <Section title={t(words.history)}>
        <Timeline steps={told.steps} />
      </Section>
    </>
  );
}
