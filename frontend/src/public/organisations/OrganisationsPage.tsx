import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Chip, FilterChip, FilterRow } from '../../ui/Chip.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty, Loading } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { organisationKind } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { OrganisationsPageQuery } from '../__generated__/OrganisationsPageQuery.graphql.ts';
import type { PageProps } from '../pages.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import { go } from '../shell/router.ts';
import css from './Organisations.module.css';

const document: Doc<OrganisationsPageQuery> = graphql`
  query OrganisationsPageQuery($kind: OrganisationKind, $search: String, $first: Int!) {
    organisations(kind: $kind, search: $search, first: $first) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          id
          name
          kind
          about
        }
      }
    }
  }
`;

const words = {
  title: ['Organisasi', 'Organisations'],
  lead: [
    'Donatur dan agregator yang sudah diverifikasi Pemprov, dengan semua yang mereka jadikan komitmen.',
    'Donors and aggregators verified by the provincial government, with all they committed.',
  ],
  apply: ['Daftarkan organisasi', 'Register an organisation'],
  search: ['Cari nama', 'Find a name'],
  find: ['Cari', 'Find'],
  kind: ['Jenis', 'Kind'],
  all: ['Semua', 'All'],
  none: ['Tidak ada organisasi yang cocok', 'No organisation matches'],
  noneWhy: ['Periksa ejaannya, atau lepaskan saringannya.', 'Check the spelling, or the filter.'],
  more: ['Tampilkan lebih banyak', 'Show more'],
} as const satisfies Record<string, Pair>;

const kinds = ['AGGREGATOR', 'DONOR', 'PEMPROV'] as const;

export function Page({ here }: PageProps) {
  const t = useText();
  const search = here.query.get('cari')?.trim() || null;
  const kind = kinds.find((each) => each === here.query.get('jenis')) ?? null;
  const first = Math.min(Math.max(Number(here.query.get('tampil')) || 50, 50), 1000);
  const [text, setText] = useState(search ?? '');
  useEffect(() => setText(search ?? ''), [search]);
  const reading = useRead(document, { kind, search, first });
  const address = (change: Record<string, string | undefined>) =>
    withQuery(to.organisations, {
      cari: search ?? undefined,
      jenis: kind ?? undefined,
      ...change,
    });
  const found = reading.data?.organisations;
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={<Button href={to.apply}>{t(words.apply)}</Button>}
      />
      <search>
        <form
          className={css.search}
          onSubmit={(event) => {
            event.preventDefault();
            go(address({ cari: text.trim() || undefined }));
          }}
        >
          <Field label={t(words.search)}>
            {(control) => (
              <input
                {...control}
                type="search"
                name="cari"
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Field>
          <Button type="submit" look="primary">
            {t(words.find)}
          </Button>
        </form>
        <FilterRow label={t(words.kind)}>
          <FilterChip href={address({ jenis: undefined })} on={kind === null}>
            {t(words.all)}
          </FilterChip>
          {kinds.map((each) => (
            <FilterChip key={each} href={address({ jenis: each })} on={kind === each}>
              {t(organisationKind[each])}
            </FilterChip>
          ))}
        </FilterRow>
      </search>
      {reading.error && <Failed error={reading.error} again={reading.again} />}
      {!found && !reading.error && <Loading lines={8} />}
      {found?.edges.length === 0 && <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
      {found && found.edges.length > 0 && (
        <ul className={css.list}>
          {found.edges.map(({ node }) => (
            <li key={node.id} className={css.item}>
              <h2 className={css.name}>
                <a href={to.organisation(node.id)}>{node.name}</a>
              </h2>
              <Chip>{t(organisationKind[node.kind])}</Chip>
              {node.about && <p className={css.about}>{node.about}</p>}
            </li>
          ))}
        </ul>
      )}
      {found?.pageInfo.hasNextPage && (
        <p>
          <Button href={address({ tampil: String(first + 50) })}>{t(words.more)}</Button>
        </p>
      )}
    </>
  );
}
