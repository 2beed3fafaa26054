import type { Map as Drawn, MapMouseEvent } from 'maplibre-gl';
import type { Pair } from '../../words/lang.ts';
import type { Layer } from './detailFigures.ts';
import type { library } from './maplibre.ts';
import { chosen, everywhere, hatch, mainland, styleOf } from './mapStyle.ts';

const words = {
  label: ['Peta rinci unit prioritas', 'Detailed map of priority units'],
  zoomIn: ['Perbesar', 'Zoom in'],
  zoomOut: ['Perkecil', 'Zoom out'],
  twoFingers: ['Geser peta dengan dua jari', 'Move the map with two fingers'],
  control: ['Tahan Ctrl sambil menggulir untuk memperbesar', 'Hold Ctrl while scrolling to zoom'],
  command: ['Tahan ⌘ sambil menggulir untuk memperbesar', 'Hold ⌘ while scrolling to zoom'],
} as const satisfies Record<string, Pair>;

/** What one points at: of which layer, which row, and its code. */
export type Chosen = { layer: Layer; id: number; code: string };

/** A unit whose place is shown. */
export type Focus = { code: string; latitude: number; longitude: number };

const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// Apart from where it is used: a property that holds two texts is a pair of languages.
const ground = ['rw', 'kelurahan'];
const nearby = 6;

/** What is under the pointer; points are small, so they may be missed by a little. */
export function chosenAt(map: Drawn, event: MapMouseEvent): Chosen | undefined {
  const { x, y } = event.point;
  const found =
    map.queryRenderedFeatures(
      [
        [x - nearby, y - nearby],
        [x + nearby, y + nearby],
      ],
      { layers: ['unit'] },
    )[0] ?? map.queryRenderedFeatures(event.point, { layers: ground })[0];
  if (!found) return undefined;
  return {
    layer: found.layer.id as Layer,
    id: Number(found.id),
    code: String(found.properties.code),
  };
}

/** Draws a line around whatever has this code. */
export function outline(map: Drawn, code: string): void {
  for (const layer of chosen) map.setFilter(layer, ['==', ['get', 'code'], code]);
}

/** The map itself on an element of the page, and how it is taken away again. */
export function groundOn(
  holder: HTMLElement,
  maplibre: Awaited<ReturnType<typeof library>>,
  { version, focus, t }: { version: number; focus: Focus | undefined; t: (pair: Pair) => string },
): { map: Drawn; remove: () => void } {
  const tiles = `${location.origin}/peta/{z}/{x}/{y}.mvt?v=${version}`;
  const map = new maplibre.Map({
    container: holder,
    style: styleOf(tiles, colour),
    ...(focus
      ? { center: [focus.longitude, focus.latitude] as [number, number], zoom: 14 }
      : { bounds: [...mainland] as [number, number, number, number] }),
    maxBounds: [...everywhere] as [number, number, number, number],
    minZoom: 8,
    maxZoom: 18,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: {
      'Map.Title': t(words.label),
      'NavigationControl.ZoomIn': t(words.zoomIn),
      'NavigationControl.ZoomOut': t(words.zoomOut),
      'CooperativeGesturesHandler.WindowsHelpText': t(words.control),
      'CooperativeGesturesHandler.MacHelpText': t(words.command),
      'CooperativeGesturesHandler.MobileHelpText': t(words.twoFingers),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  map.on('style.load', () => map.addImage('hatch', hatch(colour)));
  map.on('mousemove', (event) => {
    map.getCanvas().style.cursor = chosenAt(map, event) ? 'pointer' : '';
  });
  const repaint = () => map.setStyle(styleOf(tiles, colour), { diff: false });
  const theme = new MutationObserver(repaint);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addListener(repaint);
  return {
    map,
    remove: () => {
      theme.disconnect();
      dark.removeListener(repaint);
      map.remove();
    },
  };
}

/** Runs now and whenever the map's style was made anew, which forgets what was set on it. */
export function onStyle(map: Drawn, run: () => void): () => void {
  run();
  map.on('style.load', run);
  return () => {
    map.off('style.load', run);
  };
}
