import type { Map as Drawn } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { detailNamesQuery } from '../__generated__/detailNamesQuery.graphql.ts';
import type { detailNamesUnitQuery } from '../__generated__/detailNamesUnitQuery.graphql.ts';
import { type Doc, graphql, read } from '../shell/read.ts';
import { type Chosen, onStyle } from './detailGround.ts';

const areasDocument: Doc<detailNamesQuery> = graphql`
  query detailNamesQuery {
    areas(level: KELURAHAN) {
      code
      name
      location {
        latitude
        longitude
      }
    }
  }
`;

const unitDocument: Doc<detailNamesUnitQuery> = graphql`
  query detailNamesUnitQuery($code: String!) {
    unit(code: $code) {
      name
    }
  }
`;

const words = {
  kelurahan: ['Kelurahan', 'Kelurahan'],
} as const satisfies Record<string, Pair>;

type Area = detailNamesQuery['response']['areas'][number];

/** Kelurahan's names as points of the map. */
const points = (areas: readonly Area[]) => ({
  type: 'FeatureCollection',
  features: areas.flatMap(({ name, location: at }) =>
    at
      ? [
          {
            type: 'Feature',
            properties: { name },
            geometry: { type: 'Point', coordinates: [at.longitude, at.latitude] },
          },
        ]
      : [],
  ),
});

/** Writes the kelurahan's names on the map, and says the name of what was chosen. */
export function useNames(map: Drawn | undefined, chosen: Chosen | undefined): string {
  const t = useText();
  const lang = useLang();
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [unitName, setUnitName] = useState('');

  useEffect(() => {
    if (!map) return;
    let awaited = true;
    read(areasDocument, {}, lang).then(
      (answer) => awaited && setAreas(answer.areas),
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [map, lang]);

  useEffect(() => {
    if (!map || areas.length === 0) return;
    return onStyle(map, () => {
      const source = map.getSource('names');
      if (source && 'setData' in source)
        (source as { setData(data: unknown): void }).setData(points(areas));
    });
  }, [map, areas]);

  // An institution's name is loaded when one points at it; an RW's stands in its code.
  useEffect(() => {
    setUnitName('');
    if (chosen?.layer !== 'unit') return;
    let awaited = true;
    read(unitDocument, { code: chosen.code }, lang).then(
      ({ unit }) => awaited && setUnitName(unit?.name ?? ''),
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [chosen, lang]);

  if (!chosen) return '';
  const { layer, code } = chosen;
  const [, kelurahan = '', rw] = /^([\d.]{13})(?:\.(\d{3}))?$/.exec(code) ?? [];
  const area = areas.find((each) => each.code === kelurahan)?.name ?? '';
  if (layer === 'kelurahan') return `${t(words.kelurahan)} ${area}`;
  return rw ? `RW ${rw.slice(1)} ${area}` : unitName || code;
}
