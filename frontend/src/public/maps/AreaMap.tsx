import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import { withQuery } from '../shell/address.ts';
import css from './AreaMap.module.css';
import { MapKey, type Shown } from './mapKey.tsx';
import { usePicture } from './picture.ts';

const words = {
  how: [
    'Pilih sebuah kelurahan untuk melihat unitnya. Warna tua berarti banyak yang belum terpenuhi.',
    'Pick a kelurahan to see its units. Dark means that much is not met yet.',
  ],
  drawn: [
    'Batas digambar sistem dari titik kelurahan; bukan batas resmi.',
    'Boundaries are drawn by the system from points; they are not official.',
  ],
} as const satisfies Record<string, Pair>;

type Place = { x: number; y: number };

const middle = (link: Element): Place => {
  const box = link.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
};

/** The nearest neighbour on the side that the arrow points to; what is straight ahead counts most. */
function neighbour(from: Element, all: readonly Element[], key: string): Element | undefined {
  const start = middle(from);
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const forward = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: { link: Element; far: number } | undefined;
  for (const link of all) {
    const place = middle(link);
    const [ahead, beside] = sideways
      ? [(place.x - start.x) * forward, place.y - start.y]
      : [(place.y - start.y) * forward, place.x - start.x];
    const far = ahead + 2 * Math.abs(beside);
    if (ahead > 1 && (!best || far < best.far)) best = { link, far };
  }
  return best?.link;
}

type Props = Shown & {
  /** Whether boundaries are among them that we drew ourselves. */
  drawn: boolean;
};

/**
 * The kelurahan of the province in the colours of the gap scale, drawn by the server. Each is a
 * link; the tabulator comes to the map once, the arrow keys move on it.
 */
export function Part({ drawn, ...shown }: Props) {
  const { packageCode, phase, measure } = shown;
  const t = useText();
  const lang = useLang();
  const [pointed, setPointed] = useState('');
  const frame = useRef<HTMLDivElement>(null);
  const picture = usePicture(
    withQuery('/peta/kelurahan.svg', {
      paket: packageCode === 'SEMBAKO' ? undefined : packageCode,
      tahap: String(phase.number),
      ukur: measure === 'paket' ? undefined : measure,
      bahasa: lang === 'en' ? 'en' : undefined,
    }),
    frame,
  );

  useEffect(() => {
    const place = frame.current;
    const point = (event: Event) => {
      const link = (event.target as Element).closest('a');
      if (link) setPointed(link.querySelector('title')?.textContent ?? '');
    };
    place?.addEventListener('focusin', point);
    place?.addEventListener('mouseover', point);
    return () => {
      place?.removeEventListener('focusin', point);
      place?.removeEventListener('mouseover', point);
    };
  }, []);

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const link = (event.target as Element).closest('a');
    if (!link || !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const all = Array.from(event.currentTarget.querySelectorAll('a'));
    const next = neighbour(link, all, event.key);
    if (!(next instanceof SVGElement)) return;
    link.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  };

  return (
    <figure className={css.frame}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links in it */}
      <div
        ref={frame}
        onKeyDown={move}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: our own server's drawing
        dangerouslySetInnerHTML={{ __html: picture }}
      />
      <figcaption>
        <p className={css.pointed}>{pointed || t(words.how)}</p>
        {drawn && <p className={css.drawn}>{t(words.drawn)}</p>}
        <MapKey {...shown} grounds={['area']} />
      </figcaption>
    </figure>
  );
}
