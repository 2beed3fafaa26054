import { graphql, useFragment } from 'react-relay/hooks';
import { Choice, Field } from '../../../ui/Field.tsx';
import { Section } from '../../../ui/shell/Page.tsx';
import { channel as channelWord } from '../../../words/glossary.ts';
import { type Pair, useText } from '../../../words/lang.ts';
import type { ChannelFields_aggregators$key } from '../../__generated__/ChannelFields_aggregators.graphql.ts';
import type { Channel } from '../../__generated__/NewPledgeFormMutation.graphql.ts';
import type { Draft } from './draft.ts';
import css from './NewPledge.module.css';

const fragment = graphql`
  fragment ChannelFields_aggregators on Organisation @relay(plural: true) {
    id
    name
    agreementInForce
  }
`;

const words = {
  how: ['Lewat siapa', 'How it gets there'],
  directWhy: [
    'Anda mengantar sendiri ke depan pintu dan berkoordinasi dengan RW. Setiap paket punya tujuan sejak awal.',
    'You deliver to the doorstep yourselves, together with the RW. Every package has a destination from the start.',
  ],
  aggregatorWhy: [
    'Agregator menerima paketnya, mengalokasikan, dan mengantar; Anda menerima buktinya.',
    'The aggregator takes the packages, directs and delivers them; you receive the proof.',
  ],
  pemprovWhy: [
    'Dinas Sosial menerima dan mengantar paketnya.',
    'The social affairs office takes and delivers the packages.',
  ],
  which: ['Agregator', 'Aggregator'],
  pick: ['Pilih agregator', 'Choose an aggregator'],
  noAgreement: ['PKS tidak berlaku', 'no agreement in force'],
} as const satisfies Record<string, Pair>;

type ChannelFieldsProps = {
  draft: Pick<Draft, 'channel' | 'aggregator'>;
  onDraft: (some: Partial<Draft>) => void;
  /** What kind of organisation gives: only donors give through others. */
  giver: string;
  aggregators: ChannelFields_aggregators$key;
};

/** Which way the packages go. */
export function ChannelFields({ draft, onDraft, giver, aggregators: key }: ChannelFieldsProps) {
  const t = useText();
  const aggregators = useFragment(fragment, key);
  const ways: [Channel, Pair][] =
    giver === 'DONOR'
      ? [
          ['DIRECT', words.directWhy],
          ['VIA_AGGREGATOR', words.aggregatorWhy],
          ['VIA_PEMPROV', words.pemprovWhy],
        ]
      : [['DIRECT', words.directWhy]];
  return (
    <Section title={t(words.how)}>
      <fieldset>
        <legend className="seen-by-readers-only">{t(words.how)}</legend>
        {ways.map(([way, why]) => (
          <Choice
            key={way}
            type="radio"
            name="channel"
            value={way}
            checked={draft.channel === way}
            onPick={() => onDraft({ channel: way })}
            label={t(channelWord[way])}
            hint={t(why)}
          />
        ))}
      </fieldset>
      {draft.channel === 'VIA_AGGREGATOR' && (
        <div className={css.narrow}>
          <Field label={t(words.which)}>
            {(control) => (
              <select
                {...control}
                value={draft.aggregator}
                onChange={(event) => onDraft({ aggregator: event.currentTarget.value })}
              >
                <option value="">{t(words.pick)}</option>
                {aggregators.map((node) => (
                  <option key={node.id} value={node.id} disabled={!node.agreementInForce}>
                    {node.name}
                    {!node.agreementInForce && ` (${t(words.noAgreement)})`}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
    </Section>
  );
}
