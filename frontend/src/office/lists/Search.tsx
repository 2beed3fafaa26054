import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import { go } from '../shell/navigation.ts';
import css from './Search.module.css';

const words = {
  look: ['Cari', 'Search'],
  clear: ['Hapus pencarian', 'Clear the search'],
} as const satisfies Record<string, Pair>;

type SearchProps = {
  label: string;
  /** What is looked for now. */
  now: string | undefined;
  address: (change: Record<string, string | undefined>) => string;
};

/** Words that narrow a list; they stand in its address like its other filters. */
export function Search({ label, now, address }: SearchProps) {
  const t = useText();
  return (
    <search>
      <form
        className={css.form}
        key={now}
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('cari');
          go(address({ cari: String(typed ?? '').trim() || undefined }));
        }}
      >
        <div className={css.words}>
          <Field label={label}>
            {(control) => (
              <input {...control} type="search" name="cari" defaultValue={now} maxLength={200} />
            )}
          </Field>
        </div>
        <Button type="submit">{t(words.look)}</Button>
        {now && <a href={address({ cari: undefined })}>{t(words.clear)}</a>}
      </form>
    </search>
  );
}
