import { build } from 'vite';
import { isStale } from './stale.mjs';

/** Builds the command line into out/. `--if-stale` does nothing when no source is newer than the last build. */
if (!process.argv.includes('--if-stale') || isStale()) {
  await build({ logLevel: process.argv.includes('--verbose') ? 'info' : 'warn' });
}
