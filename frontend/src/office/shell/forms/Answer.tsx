import type { ReactNode } from 'react';
import { Notice } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { RequestError } from '../relay.ts';
import css from './Answer.module.css';

const words = {
  offline: ['Tidak ada sambungan', 'No connection'],
  offlineHelp: [
    'Isian Anda masih ada. Kirim lagi setelah tersambung; tidak akan tercatat dua kali.',
    'What you typed is still here. Send it again once connected; it will not be recorded twice.',
  ],
  failure: ['Belum dapat diproses', 'It could not be processed'],
  failureHelp: [
    'Isian Anda masih ada dan aman untuk dikirim lagi.',
    'What you typed is still here and is safe to send again.',
  ],
  code: ['Kode', 'Code'],
} as const satisfies Record<string, Pair>;

type AnswerProps = {
  refusal: { readonly message: string } | undefined;
  failure: RequestError | undefined;
  /** The facts of the refusal, where the page can say more than its sentence. */
  children?: ReactNode;
};

/** What the server said no with, beside what caused it. */
export function Answer({ refusal, failure, children }: AnswerProps) {
  const t = useText();
  if (refusal) {
    return (
      <Notice tone="refused" title={refusal.message}>
        {children && <div className={css.more}>{children}</div>}
      </Notice>
    );
  }
  if (!failure) return null;
  const offline = failure.code === 'OFFLINE';
  return (
    <Notice tone="refused" title={offline ? t(words.offline) : failure.message || t(words.failure)}>
      <p>{t(offline ? words.offlineHelp : words.failureHelp)}</p>
      {!offline && (
        <p>
          {t(words.code)} <code>{failure.code}</code>
        </p>
      )}
    </Notice>
  );
}
