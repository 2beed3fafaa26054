import { Choice, Field } from '../../ui/Field.tsx';
import { Section } from '../../ui/Shell.tsx';
import { channel as channelWord } from '../../words/glossary.ts';
import { type Pair, useText } from '../../words/lang.ts';
import type { Channel } from '../__generated__/NewPledgeMutation.graphql.ts';
import css from '../pages/NewPledge.module.css';

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

type WayFieldsProps = {
  /** What kind of organisation gives: only donors give through others. */
  giver: string;
  channel: Channel;
  onChannel: (channel: Channel) => void;
  aggregators: readonly { id: string; name: string; agreementInForce: boolean }[];
  /** The id of the one that was picked, or nothing. */
  aggregator: string;
  onAggregator: (id: string) => void;
};

/** Which way the packages go. */
export function WayFields(props: WayFieldsProps) {
  const { giver, channel, onChannel, aggregators, aggregator, onAggregator } = props;
  const t = useText();
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
            checked={channel === way}
            onPick={() => onChannel(way)}
            label={t(channelWord[way])}
            hint={t(why)}
          />
        ))}
      </fieldset>
      {channel === 'VIA_AGGREGATOR' && (
        <div className={css.narrow}>
          <Field label={t(words.which)}>
            {(control) => (
              <select
                {...control}
                value={aggregator}
                onChange={(event) => onAggregator(event.currentTarget.value)}
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
