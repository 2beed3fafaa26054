import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';

/** From this zoom on RWs are shown one by one; before it, their kelurahan. */
export const fromRw = 11;

/** The farthest zoom that has tiles; further in they are enlarged. */
const lastTiles = 14;

/** The city without its islands; the islands can be moved to. */
export const mainland = [106.67, -6.38, 106.99, -6.06] as const;
export const everywhere = [106.2, -6.6, 107.2, -5.0] as const;

/** A colour of the page by its name in `src/tokens.ts`, in the theme it has now. */
export type Colours = (name: string) => string;

/** The step that the page has set for a feature; -1 where there is nothing to measure. */
const step: ExpressionSpecification = ['coalesce', ['feature-state', 'step'], -1];

const byStep = (colour: Colours) =>
  [
    'match',
    step,
    ...[0, 1, 2, 3, 4, 5].flatMap((each) => [each, colour(`gap-${each}`)]),
    colour('surface'),
  ] as unknown as ExpressionSpecification;

const whereNone: ExpressionSpecification = ['case', ['==', step, -1], 1, 0];

/** No feature has this code. */
const nobody: FilterSpecification = ['==', ['get', 'code'], ''];

const areas = [
  { name: 'kelurahan', maxzoom: fromRw, minzoom: 0 },
  { name: 'rw', maxzoom: 24, minzoom: fromRw },
] as const;

/** The layers that show which one was chosen, by their filter. */
export const chosen = ['area-under', 'area-chosen', 'rw-under', 'rw-chosen', 'unit-chosen'];

/** How the map looks, in the colours of the page. */
export function styleOf(tiles: string, colour: Colours): StyleSpecification {
  return {
    version: 8,
    sources: {
      ksbb: { type: 'vector', tiles: [tiles], minzoom: 0, maxzoom: lastTiles },
      names: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': colour('sunken') } },
      ...areas.flatMap((area) => areaLayers(area, colour)),
      {
        ...from('kelurahan'),
        id: 'borders',
        type: 'line',
        minzoom: fromRw,
        paint: { 'line-color': colour('paper'), 'line-width': byZoom([fromRw, 1.5], [15, 5]) },
      },
      ...unitLayers(colour),
      ...chosenLayers(colour),
      namesLayer(colour),
    ],
  };
}

const from = (layer: string) => ({ source: 'ksbb', 'source-layer': layer });

/** A size that grows between two zooms. */
const byZoom = (
  ...[[near, small], [far, large]]: [[zoom: number, size: number], [zoom: number, size: number]]
): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], near, small, far, large];

/** Kelurahan or RWs: their step, lines where there is none, and an edge of paper. */
function areaLayers(
  { name, minzoom, maxzoom }: (typeof areas)[number],
  colour: Colours,
): LayerSpecification[] {
  const shown = { ...from(name), minzoom, maxzoom };
  return [
    { ...shown, id: name, type: 'fill', paint: { 'fill-color': byStep(colour) } },
    {
      ...shown,
      id: `${name}-none`,
      type: 'fill',
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': whereNone },
    },
    {
      ...shown,
      id: `${name}-edge`,
      type: 'line',
      paint: { 'line-color': colour('paper'), 'line-width': byZoom([9, 0.5], [14, 1.5]) },
    },
  ];
}

/** Units that are points. Light around dark: seen on the palest and the darkest ground. */
const unitLayers = (colour: Colours): LayerSpecification[] => [
  {
    ...from('unit'),
    id: 'unit-under',
    type: 'circle',
    paint: { 'circle-color': colour('gap-5'), 'circle-radius': byZoom([9, 7.5], [14, 12.5]) },
  },
  {
    ...from('unit'),
    id: 'unit',
    type: 'circle',
    paint: {
      'circle-color': byStep(colour),
      'circle-radius': byZoom([9, 4], [14, 9]),
      'circle-stroke-color': colour('gap-0'),
      'circle-stroke-width': 2,
    },
  },
];

/** Around what was chosen, with an edge of paper, so that it is seen on every step of the scale. */
const chosenLayers = (colour: Colours): LayerSpecification[] => [
  ...chosen.slice(0, -1).map(
    (id, at): LayerSpecification => ({
      ...from(at < 2 ? 'kelurahan' : 'rw'),
      id,
      type: 'line',
      filter: nobody,
      paint: {
        'line-color': colour(at % 2 ? 'action' : 'paper'),
        'line-width': at % 2 ? 4 : 9,
      },
    }),
  ),
  {
    ...from('unit'),
    id: 'unit-chosen',
    type: 'circle',
    filter: nobody,
    paint: {
      'circle-color': 'transparent',
      'circle-radius': byZoom([9, 7], [14, 13]),
      'circle-stroke-color': colour('action'),
      'circle-stroke-width': 4,
    },
  },
];

const namesLayer = (colour: Colours): LayerSpecification => ({
  id: 'names',
  type: 'symbol',
  source: 'names',
  minzoom: fromRw,
  layout: {
    'text-field': '{name}',
    'text-font': ['sans-serif'],
    'text-size': byZoom([fromRw, 12], [15, 17]),
    'text-max-width': 7,
  },
  paint: {
    'text-color': colour('ink'),
    'text-halo-color': colour('paper'),
    'text-halo-width': 2,
  },
});

/** Slanted lines for what has no data, as on the picture of the kelurahan. */
export function hatch(colour: Colours): { width: number; height: number; data: Uint8ClampedArray } {
  const size = 8;
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour('edge').slice(at, at + 2), 16));
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if ((x + y) % size < 2) data.set([r ?? 0, g ?? 0, b ?? 0, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
