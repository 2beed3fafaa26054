import type { Map as Drawn, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Gap, GapScale, gapStep } from '../../ui/GapScale.tsx';
import { names as classes } from '../../ui/names.ts';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type { MapGapsQuery } from '../__generated__/MapGapsQuery.graphql.ts';
import type { MapNamesQuery } from '../__generated__/MapNamesQuery.graphql.ts';
import type { MapUnitQuery } from '../__generated__/MapUnitQuery.graphql.ts';
import { to, withQuery } from '../address.ts';
import { type Doc, graphql, read } from '../read.ts';
import { packageNameOf } from '../units.ts';
import { Part as AreaMap } from './AreaMap.tsx';
import css from './DetailMap.module.css';
import { library } from './maplibre.ts';
import { chosen as choices, everywhere, hatch, mainland, styleOf } from './mapStyle.ts';

const gapsDocument: Doc<MapGapsQuery> = graphql`
  query MapGapsQuery($package: String!, $phase: GlobalID) {
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

const namesDocument: Doc<MapNamesQuery> = graphql`
  query MapNamesQuery {
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

const unitDocument: Doc<MapUnitQuery> = graphql`
  query MapUnitQuery($code: String!) {
    unit(code: $code) {
      name
    }
  }
`;

const words = {
  loading: ['Peta rinci sedang dimuat…', 'The detailed map is being loaded…'],
  open: ['Buka peta rinci (RW dan lembaga)', 'Open the detailed map (RWs and institutions)'],
  size: ['sekitar 450 KB', 'about 450 KB'],
  unable: [
    'Peramban ini tidak dapat menampilkan peta rinci. Peta kelurahan dan daftar di bawah memuat hal yang sama.',
    'This browser can’t show the detailed map. The map of kelurahan and the list below hold the same.',
  ],
  unableHere: [
    'Peramban ini tidak dapat menampilkan peta rinci.',
    'This browser can’t show the detailed map.',
  ],
  label: ['Peta rinci unit prioritas', 'Detailed map of priority units'],
  how: [
    'Sentuh sebuah RW, lembaga, atau kelurahan untuk melihat yang belum terpenuhi. Perbesar untuk melihat RW satu per satu.',
    'Tap an RW, an institution or a kelurahan to see what is missing. Zoom in to see single RWs.',
  ],
  gap: [
    (open: string, what: string, phase: number) =>
      `${open} ${what} belum terpenuhi pada tahap ${phase}`,
    (open: string, what: string, phase: number) => `${open} ${what}s not yet met in phase ${phase}`,
  ],
  noNeed: [
    (what: string, phase: number) => `Tidak ada kebutuhan ${what} pada tahap ${phase}`,
    (what: string, phase: number) => `No need of ${what}s in phase ${phase}`,
  ],
  unit: ['Buka unit', 'Open the unit'],
  area: ['Lihat unitnya', 'See its units'],
  kelurahan: ['Kelurahan', 'Kelurahan'],
  drawn: [
    'Batas yang digambar sistem adalah perkiraan, bukan batas resmi.',
    'Boundaries drawn by the system are approximate, not official.',
  ],
  source: [
    'Nama dan nomor RW: kontributor OpenStreetMap, BPBD DKI Jakarta, Jakarta Smart City (ODbL)',
    'Names and numbers of RWs: OpenStreetMap contributors, BPBD DKI Jakarta, Jakarta Smart City (ODbL)',
  ],
  zoomIn: ['Perbesar', 'Zoom in'],
  zoomOut: ['Perkecil', 'Zoom out'],
  twoFingers: ['Geser peta dengan dua jari', 'Move the map with two fingers'],
  control: ['Tahan Ctrl sambil menggulir untuk memperbesar', 'Hold Ctrl while scrolling to zoom'],
  command: ['Tahan ⌘ sambil menggulir untuk memperbesar', 'Hold ⌘ while scrolling to zoom'],
} as const satisfies Record<string, Pair<unknown>>;

/** What one points at: of which layer, which row, and its code. */
type Chosen = { layer: 'kelurahan' | 'rw' | 'unit'; id: number; code: string };
type Figures = Map<number, { target: number; committed: number }>;

/** A unit whose place is shown. */
export type Focus = { code: string; latitude: number; longitude: number };

type Props = {
  packageCode: string;
  phase: string;
  /** Whether boundaries are among them that we drew ourselves. */
  drawn: boolean;
  focus?: Focus;
};

const figures = (
  ids: readonly number[],
  targets: readonly number[],
  committed: readonly number[],
): Figures =>
  new Map(ids.map((id, at) => [id, { target: targets[at] ?? 0, committed: committed[at] ?? 0 }]));

const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Who asked their browser to save data is asked before half a megabyte comes. */
const savesData = () =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

// Apart from where it is used: a property that holds two texts is a pair of languages.
const ground = ['rw', 'kelurahan'];
const nearby = 6;

function chosenAt(map: Drawn, event: MapMouseEvent): Chosen | undefined {
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
    layer: found.layer.id as Chosen['layer'],
    id: Number(found.id),
    code: String(found.properties.code),
  };
}

function outline(map: Drawn, code: string): void {
  for (const layer of choices) map.setFilter(layer, ['==', ['get', 'code'], code]);
}

/** Nothing is known yet, one must be asked, it is on its way, it is there, it can't be. */
type State = 'resting' | 'asked' | 'loading' | 'ready' | 'unable';

/** RWs and institutions on a map that can be moved. Until it is there, and where it can't be, the picture of the kelurahan stands. */
export function Part({ packageCode, phase, drawn, focus }: Props) {
  const t = useText();
  const lang = useLang();
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('resting');
  const [started, setStarted] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const [told, setTold] = useState<{ phase: number; units: Figures; areas: Figures }>();
  const [named, setNamed] = useState<ReadonlyMap<string, string>>(new Map());
  const [unitName, setUnitName] = useState('');
  const mapRef = useRef<Drawn | undefined>(undefined);

  useEffect(() => {
    if (savesData()) setState('asked');
    else setStarted(true);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes has its own effects
  useEffect(() => {
    if (!started) return;
    setState('loading');
    let gone = false;
    let watch: (() => void) | undefined;
    const make = async () => {
      const [maplibre, answer] = await Promise.all([
        library(),
        read(gapsDocument, { package: packageCode, phase }, lang),
      ]);
      const holder = place.current;
      if (gone || !holder) return;
      const tiles = `${location.origin}/peta/{z}/{x}/{y}.mvt?v=${answer.mapState?.version ?? 0}`;
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
      mapRef.current = map;
      map.touchZoomRotate.disableRotation();
      map.keyboard.disableRotation();
      map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
      map.on('style.load', () => map.addImage('hatch', hatch(colour)));
      map.on('click', (event) => setChosen(chosenAt(map, event)));
      map.on('mousemove', (event) => {
        map.getCanvas().style.cursor = chosenAt(map, event) ? 'pointer' : '';
      });
      map.on('load', () => {
        if (gone) return;
        setState('ready');
        if (focus) outline(map, focus.code);
      });
      // Losing the graphics for good leaves an empty box: the picture is better.
      map.on('webglcontextlost', () => setState('unable'));
      const repaint = () => map.setStyle(styleOf(tiles, colour), { diff: false });
      const theme = new MutationObserver(repaint);
      theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      const dark = matchMedia('(prefers-color-scheme: dark)');
      dark.addListener(repaint);
      watch = () => {
        theme.disconnect();
        dark.removeListener(repaint);
      };
    };
    make().catch(() => !gone && setState('unable'));
    return () => {
      gone = true;
      watch?.();
      mapRef.current?.remove();
      mapRef.current = undefined;
    };
  }, [started]);

  // Another package or phase has other figures on the same ground.
  useEffect(() => {
    let awaited = true;
    if (!started) return;
    read(gapsDocument, { package: packageCode, phase }, lang).then(
      ({ gaps }) =>
        awaited &&
        gaps &&
        setTold({
          phase: gaps.phase.number,
          units: figures(gaps.units, gaps.unitTargets, gaps.unitCommitted),
          areas: figures(gaps.areas, gaps.areaTargets, gaps.areaCommitted),
        }),
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [packageCode, phase, lang, started]);

  useEffect(() => {
    const map = mapRef.current;
    if (state !== 'ready' || !map || !told) return;
    const paint = () => {
      for (const [layer, of] of [
        ['kelurahan', told.areas],
        ['rw', told.units],
        ['unit', told.units],
      ] as const) {
        map.removeFeatureState({ source: 'ksbb', sourceLayer: layer });
        for (const [id, { target, committed }] of of) {
          const step = gapStep(target - committed, target);
          if (step !== null)
            map.setFeatureState({ source: 'ksbb', sourceLayer: layer, id }, { step });
        }
      }
    };
    paint();
    map.on('style.load', paint);
    return () => {
      map.off('style.load', paint);
    };
  }, [state, told]);

  useEffect(() => {
    const map = mapRef.current;
    if (state !== 'ready' || !map) return;
    let awaited = true;
    read(namesDocument, {}, lang).then(
      ({ areas }) => {
        if (!awaited) return;
        setNamed(new Map(areas.map((area) => [area.code, area.name])));
        const features = areas.flatMap(({ name, location: at }) =>
          at
            ? [
                {
                  type: 'Feature' as const,
                  properties: { name },
                  geometry: { type: 'Point' as const, coordinates: [at.longitude, at.latitude] },
                },
              ]
            : [],
        );
        const label = () => {
          const source = map.getSource('names');
          if (source && 'setData' in source)
            (source as { setData(data: unknown): void }).setData({
              type: 'FeatureCollection',
              features,
            });
        };
        label();
        map.on('style.load', label);
      },
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [state, lang]);

  // An institution's name is asked for when one points at it; an RW's stands in its code.
  useEffect(() => {
    setUnitName('');
    const map = mapRef.current;
    if (map) outline(map, chosen?.code ?? focus?.code ?? '');
    if (chosen?.layer !== 'unit') return;
    let awaited = true;
    read(unitDocument, { code: chosen.code }, lang).then(
      ({ unit }) => awaited && setUnitName(unit?.name ?? ''),
      () => undefined,
    );
    return () => {
      awaited = false;
    };
  }, [chosen, focus?.code, lang]);

  const nameOf = ({ layer, code }: Chosen) => {
    const [, kelurahan = '', rw] = /^(\d\d\.\d\d\.\d\d\.\d{4})(?:\.(\d{3}))?$/.exec(code) ?? [];
    const area = named.get(kelurahan) ?? '';
    if (layer === 'kelurahan') return `${t(words.kelurahan)} ${area}`;
    return rw ? `RW ${rw.slice(1)} ${area}` : unitName || code;
  };
  const what = midSentence(t(packageNameOf(packageCode)));
  const figure = chosen && told?.[chosen.layer === 'kelurahan' ? 'areas' : 'units'].get(chosen.id);
  const open = figure ? figure.target - figure.committed : 0;
  return (
    <div className={css.below}>
      {state !== 'ready' && !focus && <AreaMap packageCode={packageCode} drawn={drawn} />}
      {state === 'loading' && <p className={css.soft}>{t(words.loading)}</p>}
      {state === 'asked' && (
        <p>
          <Button onPress={() => setStarted(true)}>{t(words.open)}</Button>{' '}
          <span className={css.soft}>{t(words.size)}</span>
        </p>
      )}
      {state === 'unable' && <p role="status">{t(focus ? words.unableHere : words.unable)}</p>}
      <div className={classes(css.map, state !== 'ready' && css.hidden)}>
        {/* The library gives this one classes of its own. */}
        <div ref={place} className={focus ? css.small : css.large} />
      </div>
      {state === 'ready' && (
        <>
          <div className={css.told} aria-live="polite">
            {chosen && told ? (
              <>
                <p>
                  <strong>{nameOf(chosen)}</strong> <Gap open={open} target={figure?.target ?? 0} />
                </p>
                <p>
                  {figure
                    ? t(words.gap)(number(open, lang), what, told.phase)
                    : t(words.noNeed)(what, told.phase)}
                  {' · '}
                  {chosen.layer === 'kelurahan' ? (
                    <a
                      href={withQuery(to.units, {
                        wilayah: chosen.code,
                        paket: packageCode === 'SEMBAKO' ? undefined : packageCode,
                      })}
                    >
                      {t(words.area)}
                    </a>
                  ) : (
                    <a href={to.unit(chosen.code)}>{t(words.unit)}</a>
                  )}
                </p>
              </>
            ) : (
              <p>{t(words.how)}</p>
            )}
          </div>
          <GapScale />
          <p className={css.soft}>
            {drawn && `${t(words.drawn)} `}
            {t(words.source)}
          </p>
        </>
      )}
    </div>
  );
}
