import type { Map as Drawn } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { type Ground, gapStep, type Scale } from '../../ui/GapScale.tsx';
import { useLang } from '../../words/lang.ts';
import type { detailFiguresQuery } from '../__generated__/detailFiguresQuery.graphql.ts';
import { type Doc, graphql, read } from '../shell/read.ts';

const document: Doc<detailFiguresQuery> = graphql`
  query detailFiguresQuery($package: ID!, $phase: ID) {
    gaps(package: $package, phase: $phase) {
      phase {
        number
      }
      units
      unitTargets
      unitCommitted
      areas
      areaTargets
      areaCommitted
    }
    mapState {
      version
      drawn
    }
  }
`;

/** Packages needed and committed by the number of a feature in the tiles. */
type Figures = ReadonlyMap<number, { target: number; committed: number }>;

/** The figures of one package in one phase. */
export type MapFigures = { phase: number } & Record<Ground, Figures>;

const figuresOf = (
  ids: readonly number[],
  targets: readonly number[],
  committed: readonly number[],
): Figures =>
  new Map(ids.map((id, at) => [id, { target: targets[at] ?? 0, committed: committed[at] ?? 0 }]));

/** What the map's layers show. */
export const groundOf = { kelurahan: 'area', rw: 'unit', unit: 'unit' } as const;
export type Layer = keyof typeof groundOf;
const layers = Object.keys(groundOf) as Layer[];

/** The version of the map, which stands in the addresses of its tiles; read with the figures. */
export async function versionOf(packageId: string, phase: string, lang: 'id' | 'en') {
  const answer = await read(document, { package: packageId, phase }, lang);
  return answer.mapState?.version ?? 0;
}

/** The figures of a package in a phase, once they are wanted. */
export function useFigures(
  wanted: boolean,
  packageId: string | undefined,
  phase: string,
): MapFigures | undefined {
  const lang = useLang();
  const [figures, setFigures] = useState<MapFigures>();
  useEffect(() => {
    let awaited = true;
    if (!wanted || !packageId) return;
    read(document, { package: packageId, phase }, lang).then(
      ({ gaps }) =>
        awaited &&
        gaps &&
        setFigures({
          phase: gaps.phase.number,
          unit: figuresOf(gaps.units, gaps.unitTargets, gaps.unitCommitted),
          area: figuresOf(gaps.areas, gaps.areaTargets, gaps.areaCommitted),
        }),
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [packageId, phase, lang, wanted]);
  return figures;
}

/** Gives every feature its step, for the style to colour; those without a figure have none. */
export function paint(map: Drawn, figures: MapFigures, scales: Record<Ground, Scale>): void {
  for (const sourceLayer of layers) {
    const ground = groundOf[sourceLayer];
    map.removeFeatureState({ source: 'ksbb', sourceLayer });
    for (const [id, { target, committed }] of figures[ground]) {
      const step = gapStep(target - committed, target, scales[ground]);
      if (step !== null) map.setFeatureState({ source: 'ksbb', sourceLayer, id }, { step });
    }
  }
}
