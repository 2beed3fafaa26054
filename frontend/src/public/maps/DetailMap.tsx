import type { Map as Drawn } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { number } from '../../format/numbers.ts';
import { Button } from '../../ui/Button.tsx';
import { Gap, type Scale, scaleOf } from '../../ui/GapScale.tsx';
import { names as classes } from '../../ui/names.ts';
import { midSentence } from '../../words/glossary.ts';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { packageNameOf } from '../shared/units.ts';
import { to, withQuery } from '../shell/address.ts';
import { packageOf, useProgramme } from '../shell/programme.ts';
import { Part as AreaMap } from './AreaMap.tsx';
import css from './DetailMap.module.css';
import { groundOf, type MapFigures, paint, useFigures, versionOf } from './detailFigures.ts';
import { type Chosen, chosenAt, type Focus, groundOn, onStyle, outline } from './detailGround.ts';
import { useNames } from './detailNames.ts';
import { MapKey, type Shown, usePer } from './mapKey.tsx';
import { library } from './maplibre.ts';

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
  how: [
    'Sentuh sebuah RW, lembaga, atau kelurahan untuk melihat yang belum terpenuhi. Perbesar untuk melihat RW satu per satu.',
    'Tap an RW, an institution or a kelurahan to see what is missing. Zoom in to see single RWs.',
  ],
  gap: [
    (open: string, target: string, what: string, phase: number) =>
      `${open} dari ${target} ${what} belum terpenuhi pada tahap ${phase}`,
    (open: string, target: string, what: string, phase: number) =>
      `${open} of ${target} ${what}s not yet met in phase ${phase}`,
  ],
  noNeed: [
    (what: string, phase: number) => `Tidak ada kebutuhan ${what} pada tahap ${phase}`,
    (what: string, phase: number) => `No need of ${what}s in phase ${phase}`,
  ],
  unit: ['Buka unit', 'Open the unit'],
  area: ['Lihat unitnya', 'See its units'],
  drawn: [
    'Batas yang digambar sistem adalah perkiraan, bukan batas resmi.',
    'Boundaries drawn by the system are approximate, not official.',
  ],
  source: [
    'Nama dan nomor RW: kontributor OpenStreetMap, BPBD DKI Jakarta, Jakarta Smart City (ODbL)',
    'Names and numbers of RWs: OpenStreetMap contributors, BPBD DKI Jakarta, Jakarta Smart City (ODbL)',
  ],
} as const satisfies Record<string, Pair<unknown>>;

/** Whose browser saves data confirms before half a megabyte is loaded. */
const savesData = () =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Not needed yet, loading, ready, or not possible here. */
type State = 'resting' | 'loading' | 'ready' | 'unable';

type PointedProps = {
  chosen: Chosen;
  name: string;
  figures: MapFigures;
  packageCode: string;
  scale: Scale;
};

/** What the chosen place lacks, and the way to it. */
function Pointed({ chosen, name, figures, packageCode, scale }: PointedProps) {
  const t = useText();
  const lang = useLang();
  const what = midSentence(t(packageNameOf(packageCode)));
  const figure = figures[groundOf[chosen.layer]].get(chosen.id);
  const open = figure ? figure.target - figure.committed : 0;
  return (
    <>
      <p>
        <strong>{name}</strong> <Gap open={open} target={figure?.target ?? 0} scale={scale} />
      </p>
      <p>
        {figure
          ? t(words.gap)(number(open, lang), number(figure.target, lang), what, figures.phase)
          : t(words.noNeed)(what, figures.phase)}
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
  );
}

type Props = Shown & {
  /** Whether boundaries are among them that we drew ourselves. */
  drawn: boolean;
  focus?: Focus;
};

/** RWs and institutions on a map that can be moved. Until it is there, and where it can't be, the picture of the kelurahan stands. */
export function Part({ drawn, focus, ...shown }: Props) {
  const { packageCode, phase, measure } = shown;
  const t = useText();
  const [started, setStarted] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const per = usePer(packageCode);
  const packageId = packageOf(useProgramme().programme, packageCode)?.id;
  const { place, map, state } = useMap(started, packageId, phase.id, focus, setChosen);
  const figures = useFigures(started, packageId, phase.id);
  const name = useNames(map, chosen);
  const scales = { area: scaleOf(measure, per, 'area'), unit: scaleOf(measure, per, 'unit') };
  const confirming = useConfirming(started, setStarted);

  // Another package, phase or measure colours the same ground.
  // biome-ignore lint/correctness/useExhaustiveDependencies: scales are made of the measure and for whom it is
  useEffect(
    () => (map && figures ? onStyle(map, () => paint(map, figures, scales)) : undefined),
    [map, figures, measure, per],
  );

  useEffect(
    () => (map ? onStyle(map, () => outline(map, chosen?.code ?? focus?.code ?? '')) : undefined),
    [map, chosen, focus?.code],
  );

  const ready = state === 'ready';
  return (
    <div className={css.below}>
      {!ready && !focus && <AreaMap {...shown} drawn={drawn} />}
      {state === 'loading' && <p className={css.soft}>{t(words.loading)}</p>}
      {confirming && (
        <p>
          <Button onPress={() => setStarted(true)}>{t(words.open)}</Button>{' '}
          <span className={css.soft}>{t(words.size)}</span>
        </p>
      )}
      {state === 'unable' && <p role="status">{t(focus ? words.unableHere : words.unable)}</p>}
      <div className={classes(css.map, !ready && css.hidden)}>
        {/* The library gives this one classes of its own. */}
        <div ref={place} className={focus ? css.small : css.large} />
      </div>
      {ready && (
        <>
          <div className={css.pointed} aria-live="polite">
            {chosen && figures ? (
              <Pointed
                chosen={chosen}
                name={name}
                figures={figures}
                packageCode={packageCode}
                scale={scales[groundOf[chosen.layer]]}
              />
            ) : (
              <p>{t(words.how)}</p>
            )}
          </div>
          <MapKey {...shown} grounds={focus ? ['unit'] : ['area', 'unit']} />
          <p className={css.soft}>
            {drawn && `${t(words.drawn)} `}
            {t(words.source)}
          </p>
        </>
      )}
    </div>
  );
}

/** Starts the map, or says that whoever saves data has to. */
function useConfirming(started: boolean, setStarted: (now: boolean) => void): boolean {
  const [saves, setSaves] = useState(false);
  useEffect(() => {
    if (savesData()) setSaves(true);
    else setStarted(true);
  }, [setStarted]);
  return saves && !started;
}

/** The map in its place, from when it is started; it says what was pointed at. */
function useMap(
  started: boolean,
  packageId: string | undefined,
  phase: string,
  focus: Focus | undefined,
  onChosen: (chosen: Chosen | undefined) => void,
) {
  const t = useText();
  const lang = useLang();
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('resting');
  const [map, setMap] = useState<Drawn>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes has its own effects
  useEffect(() => {
    const holder = place.current;
    if (!started || !holder || !packageId) return;
    setState('loading');
    let gone = false;
    let remove: (() => void) | undefined;
    const make = async () => {
      const [maplibre, version] = await Promise.all([library(), versionOf(packageId, phase, lang)]);
      if (gone) return;
      const made = groundOn(holder, maplibre, { version, focus, t });
      remove = made.remove;
      made.map.on('click', (event) => onChosen(chosenAt(made.map, event)));
      made.map.on('load', () => {
        if (gone) return;
        setMap(made.map);
        setState('ready');
      });
      // Losing the graphics for good leaves an empty box: the picture is better.
      made.map.on('webglcontextlost', () => setState('unable'));
    };
    make().catch(() => !gone && setState('unable'));
    return () => {
      gone = true;
      setMap(undefined);
      remove?.();
    };
  }, [started, !packageId]);
  return { place, map, state };
}
