import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { complaintAbout, complaintProblem } from '../../words/complaints.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { ReportPageUnitQuery } from '../__generated__/ReportPageUnitQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { placeOf, unitName } from '../shared/units.ts';
import { to } from '../shell/address.ts';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './SubmissionForm.module.css';
import { OneOf, SubmissionForm, useForm } from './SubmissionForm.tsx';

const document: Doc<ReportPageUnitQuery> = graphql`
  query ReportPageUnitQuery($code: String!) {
    unit(code: $code) {
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
`;

const words = {
  title: ['Laporkan masalah', 'Report a problem'],
  lead: [
    'Bantuan tidak sampai, isinya kurang, atau angkanya keliru? Ceritakan kepada Pemprov.',
    'Aid has not come, was short, or a figure is wrong? Tell the provincial government.',
  ],
  about: ['Tentang apa?', 'What is it about?'],
  subject: ['Yang mana?', 'Which one?'],
  subjectHint: [
    'Nama atau kode unit, nama organisasi, kode janji bantuan, atau alamat halamannya.',
    'Name or code of the unit, name of the organisation, code of the pledge, or the page’s address.',
  ],
  problem: ['Apa yang terjadi?', 'What happened?'],
  description: ['Ceritakan', 'Describe it'],
  descriptionHint: [
    'Kapan, di mana, berapa. Jangan tulis nama, NIK, atau nomor telepon orang lain.',
    'When, where, how much. Leave out other people’s names and numbers.',
  ],
  send: ['Kirim laporan', 'Send the report'],
  follow: ['Sudah punya kode?', 'Do you have a code already?'],
  code: ['Kode', 'Code'],
  see: ['Lihat', 'Look'],
} as const satisfies Record<string, Pair>;

/** "RW 05 Cipulir, Kebayoran Lama, Jakarta Selatan" beside the code that was filled in. */
function UnitNamed({ code }: { code: string }) {
  const { data } = useRead(document, { code });
  const unit = data?.unit;
  return <>{unit ? `${unitName(unit)}, ${placeOf(unit)}` : null}</>;
}

const pairs = <Name extends string>(of: Record<Name, Pair>, t: (pair: Pair) => string) =>
  (Object.keys(of) as Name[]).map((name) => [name, t(of[name])] as const);

export function Page({ here }: PageProps) {
  const t = useText();
  const form = useForm();
  const unit = here.query.get('unit');
  const organisation = here.query.get('organisasi');
  const pledge = here.query.get('janji');
  const figure = here.query.get('angka');
  const about =
    (unit && 'UNIT') ||
    (organisation && 'ORGANISATION') ||
    (pledge && 'PLEDGE') ||
    (figure && 'FIGURE');
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <SubmissionForm form={form} action={`${to.report}${here.search}`} send={t(words.send)}>
        <OneOf
          form={form}
          name="about"
          label={t(words.about)}
          options={pairs(complaintAbout, t)}
          preset={about}
        />
        <Field
          label={t(words.subject)}
          hint={unit ? <UnitNamed code={unit} /> : t(words.subjectHint)}
          error={form.errors.subject}
        >
          {(control) => (
            <input
              {...control}
              name="subject"
              type="text"
              maxLength={200}
              autoComplete="off"
              defaultValue={form.typed.subject ?? unit ?? organisation ?? pledge ?? figure ?? ''}
            />
          )}
        </Field>
        <OneOf
          form={form}
          name="problem"
          label={t(words.problem)}
          options={pairs(complaintProblem, t)}
          preset={figure && 'WRONG_FIGURE'}
        />
        <Field
          label={t(words.description)}
          hint={t(words.descriptionHint)}
          error={form.errors.description}
        >
          {(control) => (
            <textarea
              {...control}
              name="description"
              rows={6}
              maxLength={2000}
              defaultValue={form.typed.description}
            />
          )}
        </Field>
      </SubmissionForm>
      <Section title={t(words.follow)}>
        <form className={css.follow} action={to.report}>
          <Field label={t(words.code)}>
            {(control) => (
              <input
                {...control}
                name="kode"
                type="text"
                required
                maxLength={20}
                autoComplete="off"
                autoCapitalize="characters"
              />
            )}
          </Field>
          <Button type="submit">{t(words.see)}</Button>
        </form>
      </Section>
    </>
  );
}
