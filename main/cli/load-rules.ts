import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { MAX_RULE_FILE, MAX_RULES } from '../../shared/limits.ts';
import {
  type CompiledInventoryRule,
  correlationProblems,
  type LoadedCorrelation,
  type LoadedRules,
  loadBuiltInCorrelations,
  loadBuiltInRules,
  loadFilteredRules,
  loadUserRules,
  type RuleFile,
  type RuleSet,
  userFilters,
} from '../detect/rule-set.ts';
import { loadRegexEngine } from '../detect/sigma/sigma.ts';
import { UsageError } from './exit-code.ts';

/** The built-in rules (unless switched off) and those of every folder or file that the user names, joined with its filters. */
export async function loadRules(builtIn: boolean, folders: readonly string[]): Promise<RuleSet> {
  const hash = createHash('sha256');
  const rules: CompiledInventoryRule[] = [];
  const judgements: RuleSet['judgements'][number][] = [];
  const correlations: LoadedCorrelation[] = [];
  const files: RuleFile[] = [];
  for (const folder of folders) {
    for (const file of ruleFiles(folder)) {
      const path = relative(folder, file).split(sep).join('/') || basename(file);
      if (statSync(file).size <= MAX_RULE_FILE) files.push({ path, text: readFileSync(file, 'utf8') });
      else judgements.push(refused(path, `larger than ${MAX_RULE_FILE} bytes`));
    }
  }
  const filters = await userFilters(files);
  if (builtIn) {
    // A file of its own: a run without rules neither reads nor parses it.
    const { BUILT_IN_RULES } = await import('../detect/built-in-rules.ts');
    const texts = BUILT_IN_RULES.map(String);
    if (texts.some((text) => text.includes('|re'))) await loadRegexEngine();
    for (const text of texts) hash.update(text);
    if (filters.length === 0) rules.push(...loadBuiltInRules(BUILT_IN_RULES));
    else add(loadFilteredRules(BUILT_IN_RULES, filters));
    correlations.push(...loadBuiltInCorrelations(BUILT_IN_RULES));
  }
  for (const file of files) {
    hash.update(`${file.path}\n${file.text}\n`);
    add(await loadUserRules(file, filters));
  }
  if (rules.length > MAX_RULES) throw new UsageError(`${rules.length} rules are more than ${MAX_RULES}`);
  // Built-in correlations fit the built-in rules, as a test proves; asking would read the rules of every system.
  if (files.length > 0) refuse(correlationProblems(rules, correlations), judgements);
  return { rules, correlations, judgements, sha256: hash.digest('hex') };

  function add(loaded: LoadedRules): void {
    rules.push(...loaded.rules);
    judgements.push(...loaded.judgements);
    correlations.push(...(loaded.correlations ?? []));
  }
}

/** A correlation that loads by itself and misses what it refers to is refused after all: it is judged once. */
function refuse(problems: RuleSet['judgements'], judgements: RuleSet['judgements'][number][]): void {
  for (const problem of problems) {
    const at = judgements.findIndex(
      ({ file, title, outcome }) => outcome !== 'refused' && file === problem.file && title === problem.title,
    );
    if (at === -1) judgements.push(problem);
    else judgements[at] = problem;
  }
}

/** Every `.yml` and `.yaml` below a folder, sorted, links to files too; a file stands for itself. */
function ruleFiles(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`no such folder of rules: ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => existsSync(file) && statSync(file).isFile())
    .sort();
}

function refused(file: string, reason: string): RuleSet['judgements'][number] {
  return { file, title: null, outcome: 'refused', reasons: [reason], compiled: null, filter: null };
}
