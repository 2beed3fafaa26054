import { base, withQuery } from '../shell/address.ts';

/** Where deliveries stand row by row. */
export const deliveryRows = `${base}/transparansi/kiriman`;

/** Their rows with these filters. */
export const deliveriesOf = (query: Record<string, string | null | undefined>) =>
  withQuery(deliveryRows, query);
