import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

/**
 * Builds one TypeScript module as the product's build does (vite.config.ts), because Node 20 cannot load `.ts` in a
 * worker or a child. Gives the URL of the result.
 */
export async function buildModule(entry: string, outDir: string, format: 'es' | 'cjs' = 'es'): Promise<URL> {
  const extension = format === 'es' ? 'mjs' : 'cjs';
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input: { entry: resolve(import.meta.dirname, '../..', entry) },
        external: [...builtinModules, /^node:/, 'original-fs'],
        output: { format, entryFileNames: `[name].${extension}` },
      },
    },
    ssr: { noExternal: true },
  });
  return pathToFileURL(join(outDir, `entry.${extension}`));
}
