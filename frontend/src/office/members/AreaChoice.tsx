import { Suspense, useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Choice, Field } from '../../ui/Field.tsx';
import { Loading } from '../../ui/States.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { AreaChoiceQuery } from '../__generated__/AreaChoiceQuery.graphql.ts';
import css from '../shell/forms/Form.module.css';
import { useLoad } from '../shell/load.ts';

const document = graphql`
  query AreaChoiceQuery {
    areas(level: KELURAHAN) {
      id
      name
      kecamatan {
        name
      }
    }
  }
`;

const words = {
  areas: ['Kelurahan yang diurus', 'Kelurahan they look after'],
  search: ['Cari kelurahan', 'Find a kelurahan'],
  more: [
    (n: number) => `dan ${n} lagi; tulis lebih banyak huruf`,
    (n: number) => `and ${n} more; write more letters`,
  ],
  none: ['Tidak ada kelurahan bernama begitu.', 'There is no kelurahan of that name.'],
} as const satisfies Record<string, Pair<unknown>>;

const MOST = 8;

type AreaChoiceProps = {
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
};

function Areas({ chosen, onChoose }: AreaChoiceProps) {
  const t = useText();
  const { areas } = useLoad<AreaChoiceQuery>(document, {});
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const own = areas.filter((each) => chosen.includes(each.id));
  const found = wanted
    ? areas.filter((each) => !chosen.includes(each.id) && each.name.toLowerCase().includes(wanted))
    : [];
  return (
    <fieldset>
      <legend className={css.legend}>{t(words.areas)}</legend>
      <Field label={t(words.search)}>
        {(control) => (
          <input
            {...control}
            type="search"
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </Field>
      {[...own, ...found.slice(0, MOST)].map((each) => (
        <Choice
          key={each.id}
          type="checkbox"
          name="kelurahan"
          value={each.id}
          label={each.name}
          hint={each.kecamatan?.name}
          checked={chosen.includes(each.id)}
          onPick={(on) =>
            onChoose(on ? [...chosen, each.id] : chosen.filter((id) => id !== each.id))
          }
        />
      ))}
      {found.length > MOST && <p className={css.why}>{t(words.more)(found.length - MOST)}</p>}
      {wanted && found.length === 0 && <p className={css.why}>{t(words.none)}</p>}
    </fieldset>
  );
}

/** The kelurahan of an officer: those that are chosen, and those that the search finds. */
export function AreaChoice(props: AreaChoiceProps) {
  return (
    <Suspense fallback={<Loading />}>
      <Areas {...props} />
    </Suspense>
  );
}
