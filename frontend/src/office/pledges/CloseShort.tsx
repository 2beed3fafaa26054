import { graphql, useFragment } from 'react-relay/hooks';
import { number } from '../../format/numbers.ts';
import { Section } from '../../ui/shell/Page.tsx';
import { Table } from '../../ui/Table.tsx';
import { type Pair, useLang, useText } from '../../words/lang.ts';
import type {
  CloseShort_pledge$data,
  CloseShort_pledge$key,
} from '../__generated__/CloseShort_pledge.graphql.ts';
import type { CloseShortMutation } from '../__generated__/CloseShortMutation.graphql.ts';
import { useColumns } from '../lists/columns.tsx';
import { packageNameOf, unitName } from '../shared/names.ts';
import { to } from '../shell/address.ts';
import { ReasonAct } from '../shell/dialogs/ReasonAct.tsx';
import css from '../shell/forms/Form.module.css';
import { usePageAction } from '../shell/live/again.tsx';
import { useOffice } from '../shell/viewer.ts';

const fragment = graphql`
  fragment CloseShort_pledge on Pledge {
    executor {
      id
    }
    lines {
      id
      quantity
      came
      short
      package {
        code
      }
    }
    allocations {
      id
      quantity
      closingReleases
      package {
        code
      }
      unit {
        code
        name
        kind
        kelurahan {
          name
        }
      }
    }
  }
`;

const mutation = graphql`
  mutation CloseShortMutation($input: CloseShortInput!) {
    closeShort(input: $input) {
      ... on LineClosedShort {
        closing {
          id
        }
      }
      ... on Refusal {
        message
      }
    }
  }
`;

const words = {
  title: [(what: string) => `${what} kurang`, (what: string) => `${what} are short`],
  came: [
    (came: string, promised: string) =>
      `Datang ${came} dari ${promised}, padahal komitmennya sudah 7 hari atau lebih.`,
    (came: string, promised: string) =>
      `${came} of ${promised} came, though its commitment is 7 days old or older.`,
  ],
  waits: [
    'Pelaksana dapat menutupnya: yang tidak datang lalu dilepas. Hubungi pelaksana bila paketnya masih akan datang.',
    'Its executor may close it: what did not come is released then. Tell the executor if the packages are still coming.',
  ],
  act: ['Tutup dengan yang datang', 'Close with what came'],
  why: [
    'Yang dilepas tidak lagi dihitung sebagai komitmen, dan kebutuhannya terbuka bagi pihak lain. Pemberi diberi tahu dan dapat menyanggah. Anda dapat membatalkannya selama kebutuhannya masih terbuka.',
    'What is released no longer counts as committed, and its needs are open to others. The giver is told and may object. You can take it back as long as the needs are open.',
  ],
  releases: ['Yang dilepas, mulai dari yang termuda', 'What is released, the youngest first'],
  nothing: [
    'Tidak ada alokasi yang dilepas: yang tidak datang belum punya tujuan, atau sudah dimuat.',
    'No allocation is released: what did not come has no destination yet, or is loaded.',
  ],
  unit: ['Unit', 'Unit'],
  allocated: ['Dialokasikan', 'Allocated'],
  released: ['Dilepas', 'Released'],
} as const satisfies Record<string, Pair<unknown>>;

type Pledge = CloseShort_pledge$data;
type Line = Pledge['lines'][number];
type Row = Pledge['allocations'][number];

/** Which allocations closing the line would shorten. */
function Preview({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const { count } = useColumns<Row>();
  if (rows.length === 0) return <p>{t(words.nothing)}</p>;
  return (
    <Table
      caption={t(words.releases)}
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          name: 'unit',
          head: t(words.unit),
          names: true,
          cell: (row) => <a href={to.unit(row.unit.code)}>{unitName(row.unit)}</a>,
        },
        count('quantity', t(words.allocated), (row) => row.quantity),
        count('released', t(words.released), (row) => row.closingReleases),
      ]}
    />
  );
}

function ShortLine({ line, pledge }: { line: Line; pledge: Pledge }) {
  const t = useText();
  const lang = useLang();
  const { acts, organisation } = useOffice();
  const closing = usePageAction<CloseShortMutation>(mutation);
  const rows = pledge.allocations
    .filter((row) => row.package.code === line.package.code && row.closingReleases > 0)
    .toReversed();
  const executes = acts && organisation.profile?.id === pledge.executor.id;
  return (
    <Section title={t(words.title)(t(packageNameOf(line.package.code)))}>
      <p>{t(words.came)(number(line.came, lang), number(line.quantity, lang))}</p>
      <Preview rows={rows} />
      {executes ? (
        <div className={css.buttons}>
          <ReasonAct
            act={t(words.act)}
            open="primary"
            of={closing}
            title={t(words.act)}
            look="danger"
            onConfirm={(reason, close) => closing.act({ line: line.id, reason }, close)}
          >
            <p>{t(words.why)}</p>
          </ReasonAct>
        </div>
      ) : (
        <p>{t(words.waits)}</p>
      )}
    </Section>
  );
}

/** The lines of a pledge of which too little came: what closing them releases, and the act. */
export function CloseShort({ pledge: key }: { pledge: CloseShort_pledge$key }) {
  const pledge = useFragment(fragment, key);
  return pledge.lines
    .filter((line) => line.short)
    .map((line) => <ShortLine key={line.id} line={line} pledge={pledge} />);
}
