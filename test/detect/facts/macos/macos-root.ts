import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BUILT_IN_RULES } from '../../../../main/detect/built-in-rules.ts';
import { loadBuiltInRules, rulesFor } from '../../../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../../main/evidence/memory-node.ts';
import { ParseError } from '../../../../main/formats/parse-error.ts';
import { decodePlist } from '../../../../main/formats/plist/decode-plist.ts';
import { isPlistArray, isPlistDict } from '../../../../main/formats/plist/plist-value.ts';
import type { TriageResult } from '../../../../shared/model/triage-event.ts';
import { CORPUS, corpusFile } from '../../../support/corpus.ts';
import { runTriage } from '../../../support/run-triage.ts';
import { unixTree } from '../../../support/unix-fixture.ts';

const ROOT = { mode: 0o644, uid: 0, gid: 0, modified: '2024-03-01T10:00:00.000Z' } as const;

/** Property lists of a corpus folder at the place they come from, each with the program that it names. */
export function corpusJobs(folder: string, place: string): Record<string, MemoryNode> {
  const tree: Record<string, MemoryNode> = {};
  for (const name of readdirSync(join(CORPUS, folder)).filter((one) => /\.plist(?:\.gz)?$/.test(one))) {
    const bytes = corpusFile(`${folder}/${name}`);
    tree[`${place}/${basename(name, '.gz')}`] = { content: bytes, ...ROOT };
    const program = programOf(bytes);
    if (program?.startsWith('/') === true && tree[program] === undefined)
      tree[program] = { content: `MachO ${program}`, ...ROOT, mode: 0o755 };
  }
  return tree;
}

function programOf(bytes: Uint8Array): string | null {
  try {
    const { value } = decodePlist(bytes);
    if (!isPlistDict(value)) return null;
    const list = value.get('ProgramArguments');
    const found = value.get('Program') ?? (isPlistArray(list) ? list[0] : undefined);
    return typeof found === 'string' ? found : null;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

/** All macOS rules over a volume with these files besides those of every fixture. */
export function triageMacos(files: Readonly<Record<string, MemoryNode>>): Promise<TriageResult> {
  const base = unixTree('macos', { name: 'macOS', files: {} });
  const rules = rulesFor(loadBuiltInRules(BUILT_IN_RULES), 'macos');
  return runTriage(memoryEvidence({ ...base, ...files }), rules);
}

/** `level rule: name` of every finding, sorted. */
export function findingsOf({ findings }: TriageResult): string[] {
  return findings.map(({ level, rule, subject }) => `${level} ${rule}: ${subject.name}`).sort();
}
