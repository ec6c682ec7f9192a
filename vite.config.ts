import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { asciiOutput } from './scripts/ascii-output.mjs';
import { yamlModules } from './scripts/yaml-modules.mjs';

const ENTRIES: Readonly<Record<string, string>> = {
  main: 'main/cli.ts',
  'hash-worker': 'main/enrich/hash-worker.ts',
  'verify-worker': 'main/enrich/packages/verify-worker.ts',
  'walk-hive': 'scripts/walk-hive.ts',
  'hash-rate': 'scripts/hash-rate.ts',
  'warm-up': 'scripts/warm-up.ts',
};

/**
 * Build of the command line: plain Node >= 20.19, CommonJS (what V8's code cache and, later, Electron want), no electron.
 * Rules and lists (YAML) become JavaScript objects at build time, so that no YAML is parsed at run time unless the user
 * brings rules. `scripts/build.mjs` adds launcher and code cache.
 */
export default defineConfig(({ mode }) => ({
  plugins: [yamlModules(), asciiOutput()],
  // A table as JSON.parse of a string starts faster than as a JavaScript literal.
  json: { stringify: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out',
    emptyOutDir: false,
    minify: false,
    sourcemap: false,
    rollupOptions: {
      // One entry a run, named by --mode: chunks that entries share would stay outside the code cache.
      input: { [mode in ENTRIES ? mode : 'main']: ENTRIES[mode] ?? 'main/cli.ts' },
      external: [...builtinModules, /^node:/, 'original-fs'],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunks/[name].cjs',
        // What is read at every start: without what only a reader of the source needs. Licences stay.
        comments: { legal: true, annotation: false, jsdoc: false },
      },
    },
  },
  ssr: { noExternal: true },
}));
