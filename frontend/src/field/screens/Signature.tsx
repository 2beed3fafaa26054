import { useEffect, useRef, useState } from 'react';
import { number } from '../../format/numbers.ts';
import { useLang, useText } from '../../words/lang.ts';
import { lapangan as words } from '../../words/lapangan.ts';
import { outcomes } from '../counts.ts';
import { pictureOf } from '../images.ts';
import type { Count, Stop } from '../store/types.ts';
import { Button } from './parts.tsx';

type CountsProps = { stop: Stop; counts: Record<string, Count> };

/** The numbers of an entry as they were counted. */
export function Counts({ stop, counts }: CountsProps) {
  const t = useText();
  const lang = useLang();
  return (
    <>
      {stop.packages.map((kind) => {
        const count = counts[kind.id];
        return (
          count && (
            <dl key={kind.id} aria-label={kind.name}>
              {outcomes.map((each) => (
                <div key={each}>
                  <dt>{t(words[each])}</dt>
                  <dd>{number(count[each] || 0, lang)}</dd>
                </div>
              ))}
              {count.surplus > 0 && (
                <div>
                  <dt>{t(words.surplus)}</dt>
                  <dd>{number(count.surplus, lang)}</dd>
                </div>
              )}
            </dl>
          )
        );
      })}
    </>
  );
}

type SignatureProps = CountsProps & {
  onSigned: (picture: Blob) => Promise<void>;
  onDiffers: () => void;
};

/** The receiver reads the numbers and signs with a finger. */
export function Signature({ stop, counts, onSigned, onDiffers }: SignatureProps) {
  const t = useText();
  const pad = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [drawn, setDrawn] = useState(false);
  const clear = () => {
    const canvas = pad.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.lineWidth = 4;
    context.lineCap = 'round';
    context.strokeStyle = '#000';
    setDrawn(false);
  };
  useEffect(clear, []);
  const at = (event: { clientX: number; clientY: number }): [number, number] => {
    const canvas = pad.current as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };
  const keep = async () => {
    const picture = pad.current && (await pictureOf(pad.current));
    if (picture) await onSigned(picture);
  };
  return (
    <section>
      <h2>{t(words.forReceiver)}</h2>
      <Counts stop={stop} counts={counts} />
      <p>{t(words.signHere)}</p>
      <canvas
        ref={pad}
        width={640}
        height={400}
        aria-label={t(words.signature)}
        onPointerDown={(event) => {
          drawing.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          const context = event.currentTarget.getContext('2d');
          context?.beginPath();
          context?.moveTo(...at(event));
        }}
        onPointerMove={(event) => {
          if (!drawing.current) return;
          const context = event.currentTarget.getContext('2d');
          context?.lineTo(...at(event));
          context?.stroke();
          setDrawn(true);
        }}
        onPointerUp={() => {
          drawing.current = false;
        }}
      />
      <div className="pair">
        <Button onPress={clear}>{t(words.clear)}</Button>
        <Button onPress={onDiffers}>{t(words.differs)}</Button>
      </div>
      <Button look="main" off={!drawn} onPress={keep}>
        {t(words.signed)}
      </Button>
    </section>
  );
}
