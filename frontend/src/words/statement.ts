import type { Pair } from './lang.ts';

const words = {
  statement: [
    'Kami menyatakan bahwa bantuan ini berasal dari sumber yang sah, layak dikonsumsi atau dipakai, diberikan tanpa imbalan dan tanpa muatan politik, serta diantar sesuai protokol kesehatan yang berlaku (dari pintu ke pintu, tanpa kerumunan).',
    'We declare that this aid comes from a lawful source, is fit for use, is given without return and without political purpose, and is delivered under the public-health rules in force (doorstep delivery, no crowds).',
  ],
} as const satisfies Record<string, Pair>;

/** The wording of the signed statement (surat pernyataan) that a pledge accepts. */
export const statement: Pair = words.statement;
