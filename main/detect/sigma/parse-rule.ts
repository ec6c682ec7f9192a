import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { DocumentMap } from './attributes.ts';
import { describeType, isMap, own } from './attributes.ts';
import { parseLogSource } from './log-source.ts';
import { readMetadata } from './metadata.ts';
import { parseDetection } from './parse-detection.ts';
import type { RuleProblem } from './problem.ts';
import { Problems } from './problem.ts';
import type { SigmaRule } from './rule.ts';

export interface ParseContext {
  /** Shown with the rule and its problems. */
  readonly fileName: string;
  /** Taxonomies whose field names are used here; `sigma` alone when left out. */
  readonly taxonomies?: readonly string[];
}

export const DEFAULT_TAXONOMIES: readonly string[] = ['sigma'];

/**
 * Reads one Sigma rule from parsed YAML or JSON (specification 2.1.0). The error lists everything that is wrong with
 * the form; `compileRule` finds what is wrong with single values, such as a regular expression or a placeholder.
 */
export function parseRule(document: unknown, context: ParseContext): Result<SigmaRule, RuleProblem[]> {
  const problems = new Problems();
  if (!isMap(document)) {
    problems.add('', `A rule is a map, not ${describeType(document)}.`);
    return fail(problems.list());
  }
  const otherKind = findOtherKind(document);
  if (otherKind !== null) return fail([otherKind]);
  const rule: SigmaRule = {
    ...readMetadata(document, context.taxonomies ?? DEFAULT_TAXONOMIES, problems),
    fileName: context.fileName,
    logSource: parseLogSource(document, problems),
    detection: parseDetection(own(document, 'detection'), 'detection', [], problems),
  };
  return problems.found ? fail(problems.list()) : ok(rule);
}

/** `action` of Sigma 1, which spread one rule over several documents. */
const COLLECTION_ACTIONS: ReadonlySet<unknown> = new Set(['global', 'reset', 'repeat']);

/** Sigma documents that are no rules. */
function findOtherKind(document: DocumentMap): RuleProblem | null {
  if (own(document, 'correlation') !== undefined) {
    return { where: 'correlation', problem: 'This is a correlation, not a rule.' };
  }
  if (COLLECTION_ACTIONS.has(own(document, 'action'))) {
    return {
      where: 'action',
      problem: 'Rule collections of Sigma 1 (action: global, reset, repeat) are not part of Sigma 2.1.',
    };
  }
  if (own(document, 'filter') !== undefined && own(document, 'detection') === undefined) {
    return { where: 'filter', problem: 'This is a global filter, not a rule.' };
  }
  return null;
}
