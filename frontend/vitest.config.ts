import { defineConfig } from 'vitest/config';
import { buildOf } from './scripts/builds.ts';

// What both sites share is tested on both libraries: React for the office, Preact for the public.
const shared = ['src/{ui,words,format}/**/*.test.{ts,tsx}'];
const css = { modules: { classNameStrategy: 'non-scoped' as const } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: {
          alias: [...buildOf('public').alias, { find: '#act', replacement: 'preact/test-utils' }],
        },
        test: {
          name: 'public',
          environment: 'jsdom',
          include: [...shared, 'src/{public,field}/**/*.test.{ts,tsx}'],
          css,
        },
      },
      {
        test: {
          name: 'office',
          environment: 'jsdom',
          include: [...shared, 'src/office/**/*.test.{ts,tsx}'],
          css,
        },
      },
      { test: { name: 'source', environment: 'node', include: ['tests/**/*.test.ts'] } },
    ],
  },
});
