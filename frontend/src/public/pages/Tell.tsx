import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { complaintAbout, complaintHappened } from '../../words/complaints.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { TellUnitQuery } from '../__generated__/TellUnitQuery.graphql.ts';
import { to } from '../address.ts';
import type { PageProps } from '../pages.ts';
import css from '../parts/TellForm.module.css';
import { OneOf, TellForm, useForm } from '../parts/TellForm.tsx';
import { type Doc, graphql, useRead } from '../read.ts';
import { placeOf, unitName } from '../units.ts';

const document: Doc<TellUnitQuery> = graphql`
  query TellUnitQuery($code: String!) {
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
  happened: ['Apa yang terjadi?', 'What happened?'],
  told: ['Ceritakan', 'Tell about it'],
  toldHint: [
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
      <TellForm form={form} action={`${to.tell}${here.search}`} send={t(words.send)}>
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
          error={form.wrong.subject}
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
          name="happened"
          label={t(words.happened)}
          options={pairs(complaintHappened, t)}
          preset={figure && 'WRONG_FIGURE'}
        />
        <Field label={t(words.told)} hint={t(words.toldHint)} error={form.wrong.told}>
          {(control) => (
            <textarea
              {...control}
              name="told"
              rows={6}
              maxLength={2000}
              defaultValue={form.typed.told}
            />
          )}
        </Field>
      </TellForm>
      <Section title={t(words.follow)}>
        <form className={css.follow} action={to.tell}>
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
