import { graphql } from 'react-relay/hooks';
import { day } from '../../format/dates.ts';
import { number, rupiah } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { FigureCard, FigureRow } from '../../ui/FigureCard.tsx';
import { PageHead, Section } from '../../ui/Shell.tsx';
import { Notice } from '../../ui/States.tsx';
import { counted, type Pair, useLang, useText } from '../../words/lang.ts';
import type { AggregatorQuery } from '../__generated__/AggregatorQuery.graphql.ts';
import { to, waitingPledges, withQuery } from '../address.ts';
import { sumOf } from '../contributions/sums.ts';
import { ofOffice, useRefreshed } from '../live/refresh.ts';
import { useLoad } from '../load.ts';
import { PledgeTable } from '../pledges/PledgeTable.tsx';
import { useOffice } from '../viewer.ts';
import { Course } from './Course.tsx';
import css from './Home.module.css';
import { Rungs } from './Rungs.tsx';
import { Stock } from './Stock.tsx';

const document = graphql`
  query AggregatorQuery($profile: GlobalID, $known: Boolean!) {
    carried: ladder(organisation: $profile, side: EXECUTOR) @include(if: $known) {
      asOf
      ...Rungs_rows
    }
    given: ladder(organisation: $profile, side: GIVER) @include(if: $known) {
      ...Rungs_rows
    }
    carriedByDay: ladderByDay(organisation: $profile, side: EXECUTOR) @include(if: $known) {
      pledged
      ...Course_days
    }
    programmes {
      phases {
        number
        startsOn
        endsOn
      }
    }
    viewer {
      organisation {
        id
        stockByDay {
          ...Stock_days
        }
        agreements {
          id
          number
          endsOn
          inForce
        }
        answer: pledges(side: EXECUTOR, states: [SUBMITTED], order: LONGEST_WAITING, first: 10) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              ...PledgeTable_pledges
            }
          }
        }
        direct: pledges(
          side: EXECUTOR
          states: [ACCEPTED, COMMITTED]
          toDirect: true
          order: LONGEST_WAITING
          first: 10
        ) {
          pageInfo {
            hasNextPage
          }
          edges {
            node {
              id
              lines {
                id
                unallocated
              }
              ...PledgeTable_pledges
            }
          }
        }
        contributions(side: EXECUTOR, first: 1000) {
          edges {
            node {
              id
              state
              intended
              received
              funded
              left
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Ringkasan', 'Overview'],
  create: ['Janji bantuan baru', 'New pledge'],
  asOf: [(when: string) => `Keadaan ${when}.`, (when: string) => `As of ${when}.`],
  noAgreement: ['Tidak ada PKS yang berlaku', 'No agreement is in force'],
  noAgreementWhy: [
    'Tanpa PKS yang berlaku, organisasi Anda tidak dapat menerima janji atau uang dan tidak dapat menjanjikan paket.',
    'Without an agreement in force your organisation can accept neither pledges nor money, and can pledge nothing.',
  ],
  toAgreements: ['Ke PKS dan izin', 'To agreement and permits'],
  inForce: [
    (no: string, until: string) => `${no} berlaku sampai ${until}.`,
    (no: string, until: string) => `${no} is in force until ${until}.`,
  ],
  answer: ['Menunggu jawaban Anda', 'Awaiting your answer'],
  noneToAnswer: ['Semua janji sudah dijawab.', 'Every pledge has been answered.'],
  direct: ['Belum dialokasikan', 'Without a destination'],
  noneToDirect: [
    'Semua paket yang diterima sudah punya tujuan.',
    'Every accepted package has a destination.',
  ],
  packages: [(n: string) => `${n} paket`, (n: string) => counted(n, 'package')],
  incoming: ['Semua janji masuk', 'All incoming pledges'],
  allToDirect: ['Semua yang belum dialokasikan', 'All without a destination'],
  carried: ['Yang dilaksanakan untuk orang lain', 'Carried out for others'],
  given: ['Dari organisasi Anda sendiri', 'Given by your organisation'],
  pledges: ['Semua janji bantuan', 'All pledges'],
  course: [
    'Yang dialokasikan untuk orang lain, dari waktu ke waktu',
    'Allocated for others, over time',
  ],
  stock: [
    'Stok yang Anda alokasikan, dari waktu ke waktu',
    'Your stock and its allocation, over time',
  ],
  money: ['Uang untuk organisasi Anda', 'Money for your organisation'],
  allMoney: ['Semua kontribusi', 'All contributions'],
  intended: ['Dana, diniatkan dan belum diterima', 'Money, intended and not yet received'],
  intendedRows: ['Catat yang sudah masuk', 'Record what has arrived'],
  received: ['Dana, diterima', 'Money, received'],
  receivedRows: ['Yang diterima', 'What was received'],
  left: ['Dana, belum menjadi paket', 'Money, not yet packages'],
  leftRows: ['Ikat pada janji bantuan', 'Bind it to pledges'],
} as const satisfies Record<string, Pair<unknown>>;

const incoming = (lihat: string) => withQuery(to.incoming, { lihat });
const everythingIncoming = incoming('semua');

export function Aggregator() {
  const t = useText();
  const lang = useLang();
  const { organisation, acts, today } = useOffice();
  const profile = organisation.profile?.id;
  const variables = { profile: profile ?? null, known: profile !== undefined };
  const data = useLoad<AggregatorQuery>(document, variables, { fetchPolicy: 'store-and-network' });
  useRefreshed<AggregatorQuery>(document, variables, ofOffice);
  const own = data.viewer?.organisation;
  const agreement = own?.agreements.find((each) => each.inForce);
  const answer = own?.answer.edges.map((edge) => edge.node) ?? [];
  const direct = own?.direct.edges.map((edge) => edge.node) ?? [];
  const more = own?.direct.pageInfo.hasNextPage;
  const free = direct
    .flatMap((pledge) => pledge.lines)
    .reduce((sum, line) => sum + line.unallocated, 0);
  const money = own?.contributions.edges.map((edge) => edge.node) ?? [];
  const left = sumOf(money, 'left');
  return (
    <>
      <PageHead
        title={organisation.name}
        lead={t(words.title)}
        action={acts && agreement && <Button href={to.newPledge}>{t(words.create)}</Button>}
      />
      {agreement ? (
        <p className={css.soft}>
          {t(words.inForce)(agreement.number, day(agreement.endsOn, lang))}
        </p>
      ) : (
        <Notice tone="note" title={t(words.noAgreement)}>
          <p>{t(words.noAgreementWhy)}</p>
          <p>
            <a href={to.agreements}>{t(words.toAgreements)}</a>
          </p>
        </Notice>
      )}
      <Section
        title={t(words.answer)}
        aside={own?.answer.pageInfo.hasNextPage && <a href={to.incoming}>{t(words.incoming)}</a>}
      >
        {answer.length > 0 ? (
          <PledgeTable pledges={answer} party="giver" queue />
        ) : (
          <p className={css.soft}>{t(words.noneToAnswer)}</p>
        )}
      </Section>
      <Section
        title={t(words.direct)}
        aside={
          more ? (
            <a href={incoming('alokasi')}>{t(words.allToDirect)}</a>
          ) : (
            free > 0 && t(words.packages)(number(free, lang))
          )
        }
      >
        {direct.length > 0 ? (
          <PledgeTable pledges={direct} party="giver" toDirect={acts} />
        ) : (
          <p className={css.soft}>{t(words.noneToDirect)}</p>
        )}
      </Section>
      {own && own.stockByDay.length > 0 && data.carried?.[0] && (
        <Section title={t(words.stock)}>
          <Stock
            days={own.stockByDay}
            phases={data.programmes.at(-1)?.phases ?? []}
            asOf={data.carried[0].asOf}
            hrefs={{ accepted: incoming('berjalan'), free: incoming('alokasi') }}
          />
        </Section>
      )}
      {money.length > 0 && (
        <Section title={t(words.money)} aside={<a href={to.contributions}>{t(words.allMoney)}</a>}>
          <FigureRow asOf={t(words.asOf)(day(today, lang))}>
            <FigureCard
              label={t(words.intended)}
              figure={rupiah(sumOf(money, 'intended', 'INTENDED'), lang)}
              href={withQuery(to.contributions, { lihat: 'niat' })}
              rows={t(words.intendedRows)}
            />
            <FigureCard
              label={t(words.received)}
              figure={rupiah(sumOf(money, 'received'), lang)}
              href={withQuery(to.contributions, { lihat: 'diterima' })}
              rows={t(words.receivedRows)}
            />
            <FigureCard
              label={t(words.left)}
              figure={rupiah(left, lang)}
              href={left === '0' ? undefined : to.pledges}
              rows={t(words.leftRows)}
            />
          </FigureRow>
        </Section>
      )}
      {profile && data.carried && (
        <Rungs
          title={t(words.carried)}
          rows={data.carried}
          organisation={profile}
          side="EXECUTOR"
          all={{ href: everythingIncoming, label: t(words.incoming) }}
          waiting={everythingIncoming}
        />
      )}
      {profile && data.carried?.[0] && data.carriedByDay?.some((row) => row.pledged > 0) && (
        <Section title={t(words.course)}>
          <Course
            id="hari"
            days={data.carriedByDay}
            phases={data.programmes.at(-1)?.phases ?? []}
            asOf={data.carried[0].asOf}
            organisation={profile}
            side="EXECUTOR"
          />
        </Section>
      )}
      {profile && data.given && (
        <Rungs
          title={t(words.given)}
          rows={data.given}
          organisation={profile}
          side="GIVER"
          all={{ href: to.pledges, label: t(words.pledges) }}
          waiting={waitingPledges}
        />
      )}
    </>
  );
}
