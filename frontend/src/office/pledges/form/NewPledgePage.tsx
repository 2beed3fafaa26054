import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/States.tsx';
import { type Pair, useText } from '../../../words/lang.ts';
import type { NewPledgePageQuery } from '../../__generated__/NewPledgePageQuery.graphql.ts';
import { to } from '../../shell/address.ts';
import { useLoad } from '../../shell/load.ts';
import { useQuery } from '../../shell/navigation.ts';
import { useOffice } from '../../shell/viewer.ts';
import { NewPledgeForm, NoOpenPhase } from './NewPledgeForm.tsx';
import { prefilledOf } from './prefilled.ts';

const document = graphql`
  query NewPledgePageQuery @preloadable {
    programmes {
      id
      ...NewPledgeForm_programme
    }
    viewer {
      organisation {
        id
        agreements {
          id
          inForce
        }
      }
    }
    organisations(kind: AGGREGATOR, first: 100) {
      edges {
        node {
          id
          ...ChannelFields_aggregators
        }
      }
    }
  }
`;

const words = {
  mayNot: ['Organisasi Anda belum dapat memberi janji', 'Your organisation cannot pledge yet'],
  mayNotWhy: [
    'Organisasi harus terverifikasi, dan peran Anda pemilik akun atau operator.',
    'The organisation must be verified, and your role owner or operator.',
  ],
  kept: [
    'Janji yang sudah Anda susun tetap ada di alamat halaman ini: simpan, lalu buka lagi setelah terverifikasi.',
    'The pledge you have put together stays in this page’s address: keep it, and open it again once verified.',
  ],
  needAgreement: ['Perlu PKS yang berlaku', 'An agreement in force is needed'],
  needAgreementWhy: [
    'Agregator hanya dapat memberi janji selama PKS-nya berlaku.',
    'An aggregator can pledge only while its agreement is in force.',
  ],
  toAgreements: ['Ke PKS dan izin', 'To agreement and permits'],
} as const satisfies Record<string, Pair>;

export function Page() {
  const t = useText();
  const query = useQuery();
  const { organisation, acts } = useOffice();
  const { programmes, viewer, organisations } = useLoad<NewPledgePageQuery>(document, {});
  // What the public pages put together stands in the address.
  const [before] = useState(() => prefilledOf(query));
  if (!acts) {
    return (
      <Empty whole title={t(words.mayNot)}>
        {t(words.mayNotWhy)} {before.quantity && t(words.kept)}
      </Empty>
    );
  }
  const agreed = viewer?.organisation?.agreements.some((each) => each.inForce);
  if (organisation.kind === 'AGGREGATOR' && !agreed) {
    return (
      <Empty
        whole
        title={t(words.needAgreement)}
        action={<Button href={to.agreements}>{t(words.toAgreements)}</Button>}
      >
        {t(words.needAgreementWhy)}
      </Empty>
    );
  }
  const programme = programmes[programmes.length - 1];
  if (!programme) return <NoOpenPhase />;
  return (
    <NewPledgeForm
      programme={programme}
      aggregators={organisations.edges.map((edge) => edge.node)}
      before={before}
    />
  );
}
