import { graphql } from 'react-relay/hooks';
import { day, days, daysBetween, moment } from '../../format/dates.ts';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { agreementState, organisationKind, organisationState } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ProfilePageQuery } from '../__generated__/ProfilePageQuery.graphql.ts';
import { History } from '../shared/History.tsx';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';

const document = graphql`
  query ProfilePageQuery @preloadable {
    viewer {
      organisation {
        id
        name
        kind
        about
        state
        appliedAt
        contactEmail
        contactPhone
        isExample
        profile {
          id
          verifiedOn
        }
        agreements {
          id
          number
          startsOn
          endsOn
          state
          inForce
        }
        permits {
          id
          number
          startsOn
          endsOn
          state
          inForce
        }
        members {
          id
          endsOn
        }
        timeline {
          ...History_steps
        }
      }
    }
  }
`;

const words = {
  title: ['Organisasi kami', 'Our organisation'],
  public: ['Profil publik', 'Public profile'],
  state: ['Keadaan', 'State'],
  kind: ['Jenis', 'Kind'],
  email: ['Surel', 'Mail'],
  phone: ['Telepon', 'Telephone'],
  applied: ['Mendaftar', 'Applied'],
  verified: ['Terverifikasi sejak', 'Verified since'],
  about: ['Tentang', 'About'],
  aboutNone: ['Belum ada keterangan tentang organisasi ini.', 'Nothing is said about it yet.'],
  papers: ['Masa berlaku', 'Validity'],
  agreement: ['PKS', 'Agreement (PKS)'],
  permit: ['Izin PUB', 'Collection permit (PUB)'],
  left: [(n: string) => `${n} hari lagi`, (n: string) => `${n} days left`],
  notInForce: ['tidak ada yang berlaku', 'none is in force'],
  until: [(when: string) => `sampai ${when}`, (when: string) => `until ${when}`],
  open: ['Buka PKS dan izin', 'Open agreement and permits'],
  people: ['Anggota', 'Members'],
  openPeople: ['Buka anggota', 'Open members'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
} as const satisfies Record<string, Pair<unknown>>;

type Paper = {
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: string;
  readonly inForce: boolean;
};

export function Page() {
  const t = useText();
  const lang = useLang();
  const { today } = useOffice();
  const data = useLoad<ProfilePageQuery>(document, {}, { fetchPolicy: 'store-and-network' });
  const own = data.viewer?.organisation;
  if (!own) return null;
  const word = organisationState[own.state];
  const members = own.members.filter((each) => !each.endsOn || each.endsOn >= today).length;
  const paper = (label: string, papers: readonly Paper[]) => {
    const valid = papers.find((each) => each.inForce);
    const last = papers[0];
    const lastWord = last && agreementState[last.state];
    return (
      <FigureCard
        label={label}
        figure={
          valid
            ? t(words.left)(number(daysBetween(today, valid.endsOn), lang))
            : t(words.notInForce)
        }
        note={
          valid ? (
            `${valid.number}, ${t(words.until)(day(valid.endsOn, lang))}`
          ) : last ? (
            <>
              {last.number}, {days(last.startsOn, last.endsOn, lang)}{' '}
              {lastWord && <Chip tone={lastWord.tone}>{t(lastWord.word)}</Chip>}
            </>
          ) : undefined
        }
        href={to.agreements}
        rows={t(words.open)}
      />
    );
  };
  return (
    <>
      <PageHead
        title={own.name}
        lead={t(words.title)}
        action={
          own.profile && <Button href={to.organisation(own.profile.id)}>{t(words.public)}</Button>
        }
      />
      <Facts
        items={[
          [
            t(words.state),
            <Chip key="state" tone={word?.tone ?? 'plain'}>
              {t(word?.word ?? [own.state, own.state])}
            </Chip>,
          ],
          [t(words.kind), t(organisationKind[own.kind])],
          [t(words.email), own.contactEmail],
          [t(words.phone), own.contactPhone],
          [t(words.applied), moment(own.appliedAt, lang)],
          ...(own.profile ? [[t(words.verified), day(own.profile.verifiedOn, lang)] as const] : []),
        ]}
      />
      <Section title={t(words.about)}>
        <p>{own.about || t(words.aboutNone)}</p>
      </Section>
      <Section title={own.kind === 'AGGREGATOR' ? t(words.papers) : t(words.people)}>
        <FigureRow asOf={t(words.asOf)(day(today, lang))}>
          {own.kind === 'AGGREGATOR' && paper(t(words.agreement), own.agreements)}
          {own.kind === 'AGGREGATOR' && paper(t(words.permit), own.permits)}
          <FigureCard
            label={t(words.people)}
            figure={number(members, lang)}
            href={to.members}
            rows={t(words.openPeople)}
          />
        </FigureRow>
      </Section>
      <History steps={own.timeline} states={organisationState} />
    </>
  );
}
