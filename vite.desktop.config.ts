import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig, type UserConfig } from 'vite';
import { yamlModules } from './scripts/yaml-modules.mjs';

const ENTRIES: Readonly<Record<string, string>> = {
  electron: 'main/electron.ts',
  preload: 'preload/preload.ts',
  engine: 'main/triage/engine/main.ts',
  'hash-worker': 'main/enrich/hash-worker.ts',
  'verify-worker': 'main/enrich/packages/verify-worker.ts',
};

/** Rules that stand in the build; the window says how many there are without loading them. */
const rules = readdirSync('main/detect/rules', { recursive: true }).filter((name) =>
  String(name).endsWith('.yml'),
).length;

/**
 * Build of the window, one entry a run, named by --mode. What runs in Electron's main process and in its utility process is CommonJS
 * for Node 18, the preload script one CommonJS file (a sandboxed one may not load its own files), the page for Chrome 114.
 */
export default defineConfig(({ mode }): UserConfig => (mode === 'renderer' ? page : program(mode)));

const page: UserConfig = {
  root: 'renderer',
  base: './',
  build: {
    target: 'chrome114',
    outDir: '../out/renderer',
    emptyOutDir: true,
    // The policy of the page knows no inline script or style, and the files come from disk.
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    sourcemap: false,
  },
};

function program(entry: string): UserConfig {
  const input = ENTRIES[entry];
  if (input === undefined) throw new Error(`no entry '${entry}'`);
  return {
    plugins: [yamlModules()],
    define: { DAEMONSCOPE_RULES: String(rules) },
    json: { stringify: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: 'out/desktop',
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: { [entry]: input },
        external: [...builtinModules, /^node:/, 'original-fs', 'electron'],
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: `${entry}/[name].cjs`,
          comments: { legal: true, annotation: false, jsdoc: false },
          ...(entry === 'preload' ? { codeSplitting: false } : {}),
        },
      },
    },
    ssr: { noExternal: true },
  };
}
