import { readFileSync } from 'node:fs';
import { condense } from '../../shared/condense-changes.ts';
import type { Comparison } from '../../shared/ipc/contract.ts';
import { ellipsis, visibleText } from '../../shared/text.ts';
import { type ComparedSide, compareSides, describeSide, sideOf } from '../case/compare.ts';
import { loadSql } from '../case/sql.ts';
import { readCaseFile } from '../triage/engine/read-case-file.ts';
import { Refusal } from '../triage/engine/refusal.ts';
import { isSqlite } from './baseline.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { parseOptions } from './parse-options.ts';
import { readSide } from './reference-files.ts';
import { writeStdout } from './write-stdout.ts';

/** Characters of one value on the terminal; `--json` cuts nothing. */
const SHOWN = 2_000;

/**
 * `daemonscope compare A B`: services that B has and A has not, the other way round, and those that differ, field by field. Each of A and
 * B is a case file or a JSONL result. Exit 1 where they differ, as diff(1). `--json` gives one object a line: `added` and `removed` with
 * `id` and `name`, `changed` with `fields` too, whose names are those of the JSONL contract.
 */
export async function compare(args: readonly string[], sqlUrl: URL): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0)
    throw new UsageError('compare takes two results, the earlier one first');
  const sides = [await open(before, sqlUrl), await open(after, sqlUrl)] as const;
  const comparison = compareSides(...sides);
  writeStdout(values.json === true ? jsonLines(comparison) : textLines(comparison, ...sides));
  const { added, removed, changed } = comparison;
  return added.length + removed.length + changed.length === 0 ? EXIT.done : EXIT.findings;
}

async function open(path: string, sqlUrl: URL): Promise<ComparedSide> {
  if (!isSqlite(path)) return readSide(path);
  try {
    return sideOf(readCaseFile(await loadSql(readFileSync(sqlUrl)), path));
  } catch (error) {
    if (error instanceof Refusal) throw new UsageError(error.message);
    throw error;
  }
}

function* jsonLines({ added, removed, changed }: Comparison): Generator<string> {
  for (const one of added) yield `${JSON.stringify({ type: 'added', ...one })}\n`;
  for (const one of removed) yield `${JSON.stringify({ type: 'removed', ...one })}\n`;
  for (const one of changed) yield `${JSON.stringify({ type: 'changed', ...one })}\n`;
}

function* textLines(
  { added, removed, changed }: Comparison,
  before: ComparedSide,
  after: ComparedSide,
): Generator<string> {
  yield `--- ${visibleText(describeSide(before))}\n+++ ${visibleText(describeSide(after))}\n`;
  for (const { name } of added) yield `+ ${visibleText(name)}\n`;
  for (const { name } of removed) yield `- ${visibleText(name)}\n`;
  for (const { name, fields } of changed) {
    yield `~ ${visibleText(name)}\n`;
    for (const { field, before: was, after: is } of condense(fields)) {
      yield `    ${visibleText(field)}: ${shown(was)} -> ${shown(is)}\n`;
    }
  }
  yield `${added.length} added, ${removed.length} removed, ${changed.length} changed\n`;
}

function shown(value: string | null): string {
  return value === null ? 'nothing' : visibleText(ellipsis(value, SHOWN));
}
