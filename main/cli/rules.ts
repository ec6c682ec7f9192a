import { compareLevels } from '../../shared/level.ts';
import { visibleText } from '../../shared/text.ts';
import type { CompiledInventoryRule, LoadedCorrelation, RuleSet } from '../detect/rule-set.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { loadRules } from './load-rules.ts';
import { parseOptions } from './parse-options.ts';
import { writeStdout } from './write-stdout.ts';

/** `daemonscope rules list | show ID | check [DIR]…`: what would judge the evidence. */
export async function rules(args: readonly string[]): Promise<ExitCode> {
  const { positionals, values } = parseOptions(args, { json: { type: 'boolean' } });
  const [action, ...rest] = positionals;
  switch (action) {
    case 'list':
      return list(values.json === true);
    case 'show':
      return show(rest);
    case 'check':
      return check(rest);
    default:
      throw new UsageError(`rules knows list, show ID and check [DIR], not '${action ?? ''}'`);
  }
}

async function list(json: boolean): Promise<ExitCode> {
  const set = await loadRules(true, []);
  const loaded = [...set.rules, ...(set.correlations ?? [])].sort(
    (a, b) => compareLevels(a.level, b.level) || (a.name < b.name ? -1 : 1),
  );
  writeStdout(
    json
      ? loaded.map(
          (rule) =>
            `${JSON.stringify({ rule: rule.name, id: metadataOf(rule).id, title: metadataOf(rule).title, level: rule.level, component: rule.component, techniques: rule.techniques, subject: rule.subject })}\n`,
        )
      : loaded.map(
          (rule) =>
            `${rule.level.padEnd(13)} ${rule.name.padEnd(52)} ${rule.techniques.join(',').padEnd(20)} ${metadataOf(rule).title}\n`,
        ),
  );
  return EXIT.done;
}

function metadataOf(rule: CompiledInventoryRule | LoadedCorrelation): { id: string | null; title: string } {
  return rule.subject === 'correlation' ? rule.correlation : rule.compiled.rule;
}

async function show(names: readonly string[]): Promise<ExitCode> {
  const { BUILT_IN_RULES } = await import('../detect/built-in-rules.ts');
  if (names.length === 0) throw new UsageError('rules show needs the name or the id of a rule');
  for (const name of names) {
    const found = BUILT_IN_RULES.find(
      ({ path, document }) =>
        path.endsWith(`/${name}.yml`) || (document as { id?: unknown } | null)?.id === name,
    );
    if (found === undefined) throw new UsageError(`no rule '${name}'; 'rules list' names them`);
    writeStdout([`${JSON.stringify({ path: found.path, ...(found.document as object) }, null, 2)}\n`]);
  }
  return EXIT.done;
}

/** Judges every file and prints every reason; exit 1 when any is refused. */
async function check(folders: readonly string[]): Promise<ExitCode> {
  if (folders.length === 0) {
    const { rules: loaded, correlations = [] } = await loadRules(true, []);
    writeStdout([`${loaded.length + correlations.length} built-in rules load\n`]);
    return EXIT.done;
  }
  const set: RuleSet = await loadRules(false, folders);
  const count = { ok: 0, 'ok-no-source': 0, refused: 0 };
  const lines = set.judgements.map((judgement) => {
    count[judgement.outcome] += 1;
    const reasons = judgement.reasons.map((reason) => `    ${visibleText(reason)}\n`).join('');
    return `${judgement.outcome.padEnd(12)} ${visibleText(judgement.file)}${judgement.title === null ? '' : `: ${visibleText(judgement.title)}`}\n${reasons}`;
  });
  writeStdout([
    ...lines,
    `${count.ok} run here, ${count['ok-no-source']} load but no source here provides their log source yet, ${count.refused} refused\n`,
  ]);
  return count.refused === 0 ? EXIT.done : EXIT.findings;
}
