import { defineConfig } from 'vitest/config';
import { yamlModules } from './scripts/yaml-modules.mjs';

export default defineConfig({
  plugins: [yamlModules()],
  test: {
    include: ['test/**/*.test.ts'],
    // In a real Electron, one at a time: vitest.e2e.config.ts.
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    setupFiles: ['test/support/load-regex-engine.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
