import { useState } from 'react';
import { graphql, useFragment } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { OfficerAreas_membership$key } from '../__generated__/OfficerAreas_membership.graphql.ts';
import type { OfficerAreasMutation } from '../__generated__/OfficerAreasMutation.graphql.ts';
import { Dialog } from '../shell/dialogs/Dialog.tsx';
import { Answer } from '../shell/forms/Answer.tsx';
import { useAction } from '../shell/forms/action.ts';
import css from '../shell/forms/Form.module.css';
import { AreaChoice } from './AreaChoice.tsx';

const fragment = graphql`
  fragment OfficerAreas_membership on Membership {
    id
    areas {
      id
      name
    }
  }
`;

const mutation = graphql`
  mutation OfficerAreasMutation($input: SetOfficerAreasInput!) {
    setOfficerAreas(input: $input) {
      ... on OfficerAreasSet {
        membership {
          ...OfficerAreas_membership
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  change: ['Ubah kelurahan', 'Change the kelurahan'],
  save: ['Simpan', 'Save'],
  back: ['Batal', 'Cancel'],
} as const satisfies Record<string, Pair>;

type OfficerAreasProps = {
  membership: OfficerAreas_membership$key;
  /** Whether the viewer may change them. */
  own: boolean;
};

/** Which kelurahan an officer looks after; the Pemprov's owner changes them. */
export function OfficerAreas({ membership, own }: OfficerAreasProps) {
  const t = useText();
  const { id, areas } = useFragment(fragment, membership);
  const [chosen, setChosen] = useState<readonly string[]>();
  const setting = useAction<OfficerAreasMutation>(mutation);
  const close = () => {
    setting.clear();
    setChosen(undefined);
  };
  return (
    <>
      <p className={css.why}>{areas.map((each) => each.name).join(', ')}</p>
      {own && (
        <Button onPress={() => setChosen(areas.map((each) => each.id))}>{t(words.change)}</Button>
      )}
      {chosen && (
        <Dialog open title={t(words.change)} onClose={close}>
          <form
            className={css.form}
            onSubmit={(event) => {
              event.preventDefault();
              setting.act({ membership: id, areas: chosen }, close);
            }}
          >
            <AreaChoice chosen={chosen} onChoose={setChosen} />
            <Answer refusal={setting.refusal} failure={setting.failure} />
            <div className={css.buttons}>
              <Button type="submit" look="primary" busy={setting.busy}>
                {t(words.save)}
              </Button>
              <Button onPress={close}>{t(words.back)}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
