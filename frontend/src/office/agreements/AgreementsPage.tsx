import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/States.tsx';
import { PageHead, Section } from '../../ui/shell/Page.tsx';
import { type Pair, useText } from '../../words/lang.ts';
import type { AgreementsPageOwnQuery } from '../__generated__/AgreementsPageOwnQuery.graphql.ts';
import type { AgreementsPageQueueQuery } from '../__generated__/AgreementsPageQueueQuery.graphql.ts';
import { Foot } from '../lists/ListTable.tsx';
import { to } from '../shell/address.ts';
import { useLoad } from '../shell/load.ts';
import { useOffice } from '../shell/viewer.ts';
import { Papers } from './Papers.tsx';
import { SubmitPaper } from './SubmitPaper.tsx';

const own = graphql`
  query AgreementsPageOwnQuery @preloadable {
    viewer {
      organisation {
        id
        agreements {
          id
          ...Papers_agreements
        }
        permits {
          id
          ...Papers_permits
        }
      }
    }
  }
`;

const queue = graphql`
  query AgreementsPageQueueQuery @preloadable {
    agreementQueue(first: 100) {
      nodes {
        id
        ...Papers_agreements
      }
    }
    permitQueue(first: 100) {
      nodes {
        id
        ...Papers_permits
      }
    }
    tenants(kind: AGGREGATOR, states: [VERIFIED], first: 100) {
      edges {
        node {
          id
          name
          agreements {
            id
            ...Papers_agreements
          }
          permits {
            id
            ...Papers_permits
          }
        }
      }
    }
  }
`;

const words = {
  title: ['PKS dan izin', 'Agreements and permits'],
  ownLead: [
    'PKS dengan Pemprov membuka pintu untuk janji bantuan; izin PUB untuk menerima uang.',
    'An agreement with the provincial government lets you take pledges; a collection permit (PUB) lets you take money.',
  ],
  govLead: [
    'Yang diajukan agregator menunggu di atas; di bawahnya semua yang tercatat.',
    'What aggregators submitted waits at the top; below stands everything on record.',
  ],
  agreement: ['Ajukan PKS', 'Submit an agreement'],
  permit: ['Ajukan izin PUB', 'Submit a permit'],
  none: ['Belum ada PKS atau izin', 'No agreement or permit yet'],
  noneWhy: [
    'Ajukan nomor dan masa berlakunya; Pemprov memeriksa dan memberlakukannya.',
    'Submit its number and period; the provincial government examines it and puts it in force.',
  ],
  waiting: ['Menunggu diberlakukan', 'Waiting to be put in force'],
  noneWaiting: ['Tidak ada yang menunggu', 'Nothing is waiting'],
} as const satisfies Record<string, Pair>;

function Own() {
  const t = useText();
  const { acts } = useOffice();
  const [adding, setAdding] = useState<'agreement' | 'permit'>();
  const [added, setAdded] = useState(0);
  const { viewer } = useLoad<AgreementsPageOwnQuery>(
    own,
    {},
    { fetchPolicy: 'store-and-network', fetchKey: added },
  );
  const agreements = viewer?.organisation?.agreements ?? [];
  const permits = viewer?.organisation?.permits ?? [];
  return (
    <>
      <PageHead
        title={t(words.title)}
        lead={t(words.ownLead)}
        action={
          acts &&
          !adding && (
            <>
              <Button look="primary" onPress={() => setAdding('agreement')}>
                {t(words.agreement)}
              </Button>
              <Button onPress={() => setAdding('permit')}>{t(words.permit)}</Button>
            </>
          )
        }
      />
      {adding && (
        <SubmitPaper
          key={adding}
          kind={adding}
          onDone={() => {
            setAdding(undefined);
            setAdded(added + 1);
          }}
          onClose={() => setAdding(undefined)}
        />
      )}
      {agreements.length + permits.length === 0 ? (
        <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
      ) : (
        <>
          <Papers agreements={agreements} permits={permits} />
          <Foot sheet={{ view: 'pks', filters: {} }} />
        </>
      )}
    </>
  );
}

function Queue() {
  const t = useText();
  const data = useLoad<AgreementsPageQueueQuery>(queue, {}, { fetchPolicy: 'store-and-network' });
  const agreements = data.agreementQueue?.nodes ?? [];
  const permits = data.permitQueue?.nodes ?? [];
  const tenants = (data.tenants?.edges ?? [])
    .map((edge) => edge.node)
    .filter((each) => each.agreements.length + each.permits.length > 0);
  return (
    <>
      <PageHead title={t(words.title)} lead={t(words.govLead)} />
      <Section title={t(words.waiting)}>
        {agreements.length + permits.length === 0 ? (
          <Empty title={t(words.noneWaiting)} />
        ) : (
          <Papers agreements={agreements} permits={permits} whose />
        )}
      </Section>
      {tenants.map((tenant) => (
        <Section key={tenant.id} title={<a href={to.tenant(tenant.id)}>{tenant.name}</a>}>
          <Papers agreements={tenant.agreements} permits={tenant.permits} />
        </Section>
      ))}
      <Foot sheet={{ view: 'pks', filters: {} }} />
    </>
  );
}

export function Page() {
  return useOffice().organisation.kind === 'PEMPROV' ? <Queue /> : <Own />;
}
