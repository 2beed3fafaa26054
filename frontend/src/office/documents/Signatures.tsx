import { graphql, useFragment } from 'react-relay/hooks';
import { moment } from '../../format/dates.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { Signatures_version$key } from '../__generated__/Signatures_version.graphql.ts';
import css from './Signatures.module.css';

const fragment = graphql`
  fragment Signatures_version on BastVersion {
    files {
      id
      kind
      url
      checkedAt
      signatures {
        field
        signer
        issuer
        trusted
        claimedAt
        stampedAt
      }
    }
  }
`;

const words = {
  none: ['Belum ada', 'None yet'],
  copy: ['Unduh salinan bertanda tangan', 'Download the signed copy'],
  ours: ['Isinya sama dengan yang diterbitkan.', 'Its content is what was issued.'],
  checked: [(at: string) => `Diperiksa ${at}.`, (at: string) => `Checked ${at}.`],
  trusted: [
    (issuer: string) => `Penerbit sertifikat dipercaya: ${issuer}.`,
    (issuer: string) => `Issuer of the certificate, trusted: ${issuer}.`,
  ],
  unchecked: [
    (issuer: string) => `Penerbit sertifikat belum diperiksa: ${issuer}.`,
    (issuer: string) => `Issuer of the certificate, not checked: ${issuer}.`,
  ],
  claimed: [
    (at: string) => `Waktu menurut penanda tangan: ${at}.`,
    (at: string) => `Time by the signer’s clock: ${at}.`,
  ],
  stamped: [
    (at: string) => `Waktu menurut stempel tepercaya: ${at}.`,
    (at: string) => `Time by a trusted stamp: ${at}.`,
  ],
  Pihak1: ['Pihak pertama', 'First party'],
  Pihak2: ['Pihak kedua', 'Second party'],
} as const satisfies Record<string, Pair<unknown>>;

/** What was checked of the newest signed copy: each fact by itself, never one tick for all. */
export function Signatures({ version }: { version: Signatures_version$key }) {
  const t = useText();
  const lang = useLang();
  const copy = useFragment(fragment, version).files.findLast((file) => file.kind === 'SIGNED');
  if (!copy) return <p className={css.none}>{t(words.none)}</p>;
  return (
    <div className={css.copy}>
      {copy.signatures.map((each) => (
        <p key={each.field}>
          <b>
            {t(each.field === 'Pihak2' ? words.Pihak2 : words.Pihak1)}: {each.signer}
          </b>
          <br />
          {t(each.trusted ? words.trusted : words.unchecked)(each.issuer)}
          <br />
          {each.stampedAt
            ? t(words.stamped)(moment(each.stampedAt, lang))
            : each.claimedAt && t(words.claimed)(moment(each.claimedAt, lang))}
        </p>
      ))}
      <p>
        {t(words.ours)} {copy.checkedAt && t(words.checked)(moment(copy.checkedAt, lang))}
      </p>
      {copy.url && <a href={copy.url}>{t(words.copy)}</a>}
    </div>
  );
}
