import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { yamlModules } from './scripts/yaml-modules.mjs';

/**
 * Build of the command line: plain Node ≥ 20.19, ESM, no electron. Rules and lists (YAML) become JavaScript objects
 * at build time, so that no YAML is parsed at run time unless the user brings rules.
 */
export default defineConfig({
  plugins: [yamlModules()],
  // A table as JSON.parse of a string starts faster than as a JavaScript literal.
  json: { stringify: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out',
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rollupOptions: {
      input: {
        cli: 'main/cli.ts',
        'hash-worker': 'main/enrich/hash-worker.ts',
        'walk-hive': 'scripts/walk-hive.ts',
      },
      external: [...builtinModules, /^node:/, 'original-fs'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
});
