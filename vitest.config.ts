import { defineConfig } from 'vitest/config';
import { yamlModules } from './scripts/yaml-modules.mjs';

export default defineConfig({
  plugins: [yamlModules()],
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/support/load-regex-engine.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
