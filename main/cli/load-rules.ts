import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { MAX_RULE_FILE, MAX_RULES } from '../../shared/limits.ts';
import { BUILT_IN_RULES } from '../detect/built-in-rules.ts';
import {
  type CompiledInventoryRule,
  loadBuiltInRules,
  loadUserRules,
  type RuleSet,
} from '../detect/rule-set.ts';
import { loadRegexEngine } from '../detect/sigma/sigma.ts';
import { UsageError } from './exit-code.ts';

/** The built-in rules (unless switched off) and those of every folder or file that the user names. */
export async function loadRules(builtIn: boolean, folders: readonly string[]): Promise<RuleSet> {
  const hash = createHash('sha256');
  const rules: CompiledInventoryRule[] = [];
  const judgements: RuleSet['judgements'][number][] = [];
  if (builtIn) {
    const texts = BUILT_IN_RULES.map(({ path, document }) => `${path}\n${JSON.stringify(document)}\n`);
    if (texts.some((text) => text.includes('|re'))) await loadRegexEngine();
    rules.push(...loadBuiltInRules(BUILT_IN_RULES));
    for (const text of texts) hash.update(text);
  }
  for (const folder of folders) {
    for (const file of ruleFiles(folder)) {
      const name = relative(folder, file).split(sep).join('/') || basename(file);
      if (statSync(file).size > MAX_RULE_FILE) {
        judgements.push(refused(name, `larger than ${MAX_RULE_FILE} bytes`));
        continue;
      }
      const text = readFileSync(file, 'utf8');
      hash.update(`${name}\n${text}\n`);
      const loaded = await loadUserRules(name, text);
      rules.push(...loaded.rules);
      judgements.push(...loaded.judgements);
    }
  }
  if (rules.length > MAX_RULES) throw new UsageError(`${rules.length} rules are more than ${MAX_RULES}`);
  return { rules, judgements, sha256: hash.digest('hex') };
}

/** Every `.yml` and `.yaml` below a folder, sorted; a file stands for itself. */
function ruleFiles(path: string): string[] {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch {
    throw new UsageError(`no such folder of rules: ${path}`);
  }
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function refused(file: string, reason: string): RuleSet['judgements'][number] {
  return { file, title: null, outcome: 'refused', reasons: [reason], compiled: null, filter: null };
}
