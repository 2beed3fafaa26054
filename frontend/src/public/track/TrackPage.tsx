import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { PageHead } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { PageProps } from '../pages.ts';
import { to } from '../shell/address.ts';
import { lazy, useLazy } from '../shell/lazy.ts';
import { go } from '../shell/router.ts';
import css from './Track.module.css';

const words = {
  title: ['Lacak janji bantuan', 'Track a pledge'],
  lead: [
    'Ikuti satu janji bantuan sampai ke unit yang menerimanya. Tidak perlu akun.',
    'Follow one pledge to the units that receive it. No account is needed.',
  ],
  code: ['Kode lacak', 'Tracking code'],
  hint: [
    'Dua belas huruf dan angka dari pemberi bantuan, atau pindai kode QR-nya.',
    'Twelve letters and digits from whoever gives the help; or scan its QR code.',
  ],
  send: ['Lacak', 'Track'],
  unknown: [
    'Kode ini tidak ditemukan. Periksa huruf demi huruf; angka 0 dan 1 serta huruf I, L, O, dan U tidak pernah dipakai.',
    'This code was not found. Check it letter by letter; the digits 0 and 1 and the letters I, L, O and U are never used.',
  ],
} as const satisfies Record<string, Pair>;

const trackedPart = lazy(() => import('./TrackedPledge.tsx'));

/** A code as it is stored, however it was typed. */
const tidy = (text: string) => text.replace(/[^0-9a-z]/gi, '').toUpperCase();

function CodeForm({ typed, unknown }: { typed: string; unknown: boolean }) {
  const t = useText();
  const [text, setText] = useState(typed);
  return (
    <form
      className={css.form}
      action={to.track}
      method="get"
      onSubmit={(event) => {
        event.preventDefault();
        go(`${to.track}/${tidy(text)}`);
      }}
    >
      <Field label={t(words.code)} hint={t(words.hint)} error={unknown && t(words.unknown)}>
        {({ className, ...control }) => (
          <input
            {...control}
            className={`${className} ${css.code}`}
            name="kode"
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck="false"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <p className={css.send}>
        <Button type="submit" look="primary">
          {t(words.send)}
        </Button>
      </p>
    </form>
  );
}

export function Page({ here, parts }: PageProps) {
  const t = useText();
  const typed = parts[0] ?? here.query.get('kode') ?? '';
  const code = tidy(typed);
  const tracked = useLazy(trackedPart, code !== '');
  const form = (unknown: boolean) => (
    <>
      <PageHead title={t(words.title)} lead={t(words.lead)} />
      <CodeForm key={typed} typed={typed} unknown={unknown} />
    </>
  );
  if (!code) return form(false);
  return tracked ? <tracked.Tracked code={code} unknown={form(true)} /> : null;
}
