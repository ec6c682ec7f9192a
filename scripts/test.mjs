import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDebianRoot } from './debian-root.mjs';
import { TOP } from './stale.mjs';

/**
 * `npm test`: everything that proves the product. Each step counts as one test; the vitest run counts its own tests.
 * Ends with one line: N passed, N failed, N skipped.
 */
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

function step(name, command, args) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { cwd: TOP, stdio: 'inherit' });
  const passed = status === 0;
  totals[passed ? 'passed' : 'failed'] += 1;
  if (!passed) failures.push(name);
  console.log(
    `── ${name}: ${passed ? 'passed' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  return passed;
}

function vitest(config) {
  const folder = mkdtempSync(join(tmpdir(), 'daemonscope-test-'));
  const report = join(folder, 'report.json');
  try {
    console.log(`\n── tests (${config})`);
    const { status } = spawnSync(
      process.execPath,
      [
        join(TOP, 'node_modules/vitest/vitest.mjs'),
        'run',
        `--config=${config}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      { cwd: TOP, stdio: 'inherit', env: { ...process.env, CI: 'true' } },
    );
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    for (const file of result.testResults) {
      if (file.status === 'failed' && file.assertionResults.length === 0) {
        totals.failed += 1;
        failures.push(`${file.name}: ${file.message}`);
      }
      for (const test of file.assertionResults) {
        if (test.status === 'failed') failures.push(test.fullName);
        if (test.status === 'skipped' || test.status === 'pending' || test.status === 'todo') {
          totals.skipped += 1;
          skips.push(test.fullName);
        }
      }
    }
    if (status !== 0 && totals.failed === 0) {
      totals.failed += 1;
      failures.push(`vitest ended with ${status}`);
    }
    if (result.numTotalTests === 0) {
      totals.failed += 1;
      failures.push('vitest ran no test');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tool = (path) => join(TOP, 'node_modules', path);

if (!ensureDebianPackages()) process.exit(1);
step('types', process.execPath, [tool('typescript/bin/tsc'), '--noEmit']);
step('types of the window', process.execPath, [tool('typescript/bin/tsc'), '--noEmit', '-p', 'renderer']);
step('lint and format', process.execPath, [tool('@biomejs/biome/bin/biome'), 'check', '.']);
step('import rules', process.execPath, ['scripts/check-imports.mjs']);
step('build', process.execPath, ['scripts/build.mjs']);
process.env.DAEMONSCOPE_DEBIAN_ROOT = ensureDebianRoot() ?? '';
vitest('vitest.config.ts');
step('build of the window', process.execPath, ['scripts/desktop-build.mjs']);
vitest('vitest.e2e.config.ts');

if (skips.length > 0) {
  console.log('\nSkipped (the reason stands in the name, or the corpus at ../shared/corpus is not there):');
  for (const name of skips) console.log(`  ${name}`);
}
if (failures.length > 0) {
  console.log('\nFailed:');
  for (const name of failures) console.log(`  ${name}`);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
