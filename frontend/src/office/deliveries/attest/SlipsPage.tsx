import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Field.tsx';
import { Empty } from '../../../ui/States.tsx';
import { PageHead } from '../../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { SlipsPageQuery } from '../../__generated__/SlipsPageQuery.graphql.ts';
import css from '../../shell/forms/Form.module.css';
import { useLoad } from '../../shell/load.ts';
import { PrintSlips } from '../PrintSlips.tsx';

const document = graphql`
  query SlipsPageQuery @preloadable {
    viewer {
      memberships {
        areas {
          id
          name
          units(first: 200) {
            edges {
              node {
                id
                code
                name
              }
            }
          }
        }
      }
    }
  }
`;

const words = {
  title: ['Cetak slip', 'Print slips'],
  lead: [
    'Slip memuat kode yang dipakai unit untuk mengonfirmasi kiriman. Serahkan sendiri kepada unit, jangan lewat pengirim.',
    'A slip has the codes with which a unit confirms deliveries. Give it to the unit yourself, not through who delivers.',
  ],
  units: [(area: string) => `Unit di ${area}`, (area: string) => `Units in ${area}`],
  all: ['Pilih semua', 'Choose all'],
  none: ['Belum ada kelurahan untuk Anda', 'No kelurahan for you yet'],
} as const satisfies Record<string, Pair<unknown>>;

/** An officer prints the slips of units in their kelurahan. */
export function Page() {
  const t = useText();
  const { viewer } = useLoad<SlipsPageQuery>(document, {});
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const areas = (viewer?.memberships ?? []).flatMap((each) => each.areas);
  const units = areas.flatMap((area) => area.units.edges.map(({ node }) => node.id));
  if (areas.length === 0) return <Empty whole title={t(words.none)} />;
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.lead)}
        action={chosen.length > 0 && <PrintSlips key={chosen.join()} units={chosen} />}
      />
      <div className={css.wide}>
        <div className={css.buttons}>
          <Button onPress={() => setChosen(units)}>{t(words.all)}</Button>
        </div>
        {areas.map((area) => (
          <fieldset key={area.id}>
            <legend className={css.legend}>{t(words.units)(area.name)}</legend>
            <div className={css.choices}>
              {area.units.edges.map(({ node }) => (
                <Choice
                  key={node.id}
                  type="checkbox"
                  name="unit"
                  value={node.id}
                  label={node.name}
                  hint={node.code}
                  checked={chosen.includes(node.id)}
                  onPick={(on) =>
                    setChosen(on ? [...chosen, node.id] : chosen.filter((id) => id !== node.id))
                  }
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </>
  );
}
