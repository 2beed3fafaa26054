import { distance } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading, Notice } from '../../ui/States.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { ChooseRwNearQuery } from '../__generated__/ChooseRwNearQuery.graphql.ts';
import type { ChooseRwQuery } from '../__generated__/ChooseRwQuery.graphql.ts';
import { unitName } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { Failed } from '../shell/Failed.tsx';
import { type Doc, graphql, useRead } from '../shell/read.ts';
import css from './Check.module.css';

const inDocument: Doc<ChooseRwQuery> = graphql`
  query ChooseRwQuery($area: String!) {
    area(code: $area) {
      name
      kecamatan {
        name
      }
      units(kinds: [RW], first: 100) {
        edges {
          node {
            code
            name
            rwNumber
          }
        }
      }
    }
  }
`;

const nearDocument: Doc<ChooseRwNearQuery> = graphql`
  query ChooseRwNearQuery($latitude: Float!, $longitude: Float!) {
    unitsNear(latitude: $latitude, longitude: $longitude, kinds: [RW], first: 6) {
      distanceMetres
      unit {
        code
        name
        kind
        rwNumber
        officialBoundary
        kelurahan {
          code
          name
        }
      }
    }
  }
`;

const words = {
  another: ['Pilih kelurahan lain', 'Choose another kelurahan'],
  which: ['RW yang mana?', 'Which RW?'],
  missing: [
    (rw: string) => `RW ${rw} tidak ada dalam data kami. Pilih salah satu di bawah ini.`,
    (rw: string) => `There is no RW ${rw} in our data. Choose one of these.`,
  ],
  none: ['Kelurahan ini tidak ada', 'There is no such kelurahan'],
  noneNear: ['Tidak ada RW dalam 5 km', 'No RW within 5 km'],
  noneNearWhy: [
    'Mungkin Anda sedang di luar DKI Jakarta. Pilih kelurahannya.',
    'You may be outside DKI Jakarta. Choose the kelurahan.',
  ],
  near: ['RW terdekat dari Anda', 'RWs nearest to you'],
  drawn: [
    'Batas RW di sini perkiraan, bukan batas resmi; RW Anda mungkin yang di sebelahnya.',
    'The boundaries here are approximate, not official; yours may be the one next to it.',
  ],
  inside: ['di sini', 'here'],
} as const satisfies Record<string, Pair<unknown>>;

const checkOf = (kelurahan: string, rw: number | null | undefined) =>
  withQuery(to.check, { kelurahan, rw: String(rw) });

function In({ kelurahan, rw }: { kelurahan: string; rw: number }) {
  const t = useText();
  const { data, error, again } = useRead(inDocument, { area: kelurahan });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const units = (data.area?.units.edges ?? []).map((edge) => edge.node);
  if (!data.area || units.length === 0)
    return <Empty whole title={t(words.none)} action={<a href={to.check}>{t(words.another)}</a>} />;
  return (
    <>
      <PageHead
        back={{ href: to.check, label: t(words.another) }}
        title={t(words.which)}
        lead={`Kelurahan ${data.area.name}, ${data.area.kecamatan?.name}`}
      />
      {rw > 0 && (
        <Notice tone="note">
          <p>{t(words.missing)(String(rw).padStart(2, '0'))}</p>
        </Notice>
      )}
      <ul className={css.buttons}>
        {units.map((unit) => (
          <li key={unit.code}>
            <Button href={checkOf(kelurahan, unit.rwNumber)}>{unit.name}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Near({ near }: { near: { latitude: number; longitude: number } }) {
  const t = useText();
  const lang = useLang();
  const { data, error, again } = useRead(nearDocument, near);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading />;
  const drawn = data.unitsNear.some(({ unit }) => !unit.officialBoundary);
  if (data.unitsNear.length === 0)
    return (
      <Empty whole title={t(words.noneNear)} action={<a href={to.check}>{t(words.another)}</a>}>
        {t(words.noneNearWhy)}
      </Empty>
    );
  return (
    <>
      <PageHead
        back={{ href: to.check, label: t(words.another) }}
        title={t(words.near)}
        lead={drawn && t(words.drawn)}
      />
      <ul className={css.buttons}>
        {data.unitsNear.map(({ unit, distanceMetres }) => (
          <li key={unit.code}>
            <Button
              look={distanceMetres === 0 ? 'primary' : 'plain'}
              href={checkOf(unit.kelurahan.code, unit.rwNumber)}
            >
              {unitName(unit)},{' '}
              {distanceMetres === 0 ? t(words.inside) : distance(distanceMetres, lang)}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The RWs of a kelurahan, or those around a place, to choose one's own. */
export function ChooseRw({
  kelurahan,
  rw,
  near,
}: {
  kelurahan: string;
  /** The number in the address, which is no RW here; 0 for none. */
  rw: number;
  near: { latitude: number; longitude: number } | undefined;
}) {
  return near ? <Near near={near} /> : <In kelurahan={kelurahan} rw={rw} />;
}
