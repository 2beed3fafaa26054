import { useRef, useState } from 'react';
import { type Lang, useLang } from '../../words/lang.ts';
import { RequestError } from './relay.ts';

type Purpose =
  | ({ kind: string } & ({ handover: string } | { proof: string } | { goodsReceipt: string }))
  | { bastVersion: string };

type Refused = { error: { code: string; message: string } };

async function send(file: File, purpose: Purpose, key: string, lang: Lang): Promise<Response> {
  try {
    return await fetch(`/files?${new URLSearchParams({ ...purpose, key })}`, {
      method: 'POST',
      headers: { 'Accept-Language': lang, 'X-KSBB-CSRF': '1' },
      credentials: 'same-origin',
      body: file,
    });
  } catch {
    throw new RequestError('', 'OFFLINE');
  }
}

/** Attaches files; the same file is not attached twice when it is tried again. */
export function useUpload() {
  const lang = useLang();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ message: string }>();
  const [failure, setFailure] = useState<RequestError>();
  const tried = useRef<{ file: File; purpose: string; key: string }>(undefined);
  const clear = () => {
    setRefusal(undefined);
    setFailure(undefined);
  };
  const upload = async (file: File, purpose: Purpose, done: () => void) => {
    clear();
    const what = JSON.stringify(purpose);
    if (tried.current?.file !== file || tried.current.purpose !== what) {
      tried.current = { file, purpose: what, key: crypto.randomUUID() };
    }
    setBusy(true);
    try {
      const response = await send(file, purpose, tried.current.key, lang);
      const answer = (await response.json()) as Partial<Refused>;
      if (answer.error) setRefusal(answer.error);
      else {
        tried.current = undefined;
        done();
      }
    } catch (error) {
      setFailure(error instanceof RequestError ? error : new RequestError(String(error), 'CLIENT'));
    } finally {
      setBusy(false);
    }
  };
  return { upload, busy, refusal, failure, clear };
}
