import type { CompiledRule, CompileOptions } from '../../../main/detect/sigma/compile-rule.ts';
import { compileRule } from '../../../main/detect/sigma/compile-rule.ts';
import { FieldRecord, type FieldValue } from '../../../main/detect/sigma/field-record.ts';
import { parseRule } from '../../../main/detect/sigma/parse-rule.ts';

export type Fields = Readonly<Record<string, FieldValue>>;

/** A rule document around a detection. */
export function ruleDocument(detection: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return { title: 'Test', logsource: { product: 'windows', service: 'system' }, detection, ...more };
}

/** Loads and compiles a detection that must be fine. */
export function compile(detection: unknown, options: CompileOptions = {}): CompiledRule {
  const rule = parseRule(ruleDocument(detection), { fileName: 'test.yml' });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  const compiled = compileRule(rule.value, options);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

/** Whether a rule with this one selection matches the record. */
export function hits(selection: unknown, fields: Fields, options: CompileOptions = {}): boolean {
  return compile({ selection, condition: 'selection' }, options).evaluate(new FieldRecord(fields)) !== null;
}

/** `where: problem` lines of a document that must be refused, by the parser or the compiler. */
export function refusal(document: unknown, options: CompileOptions = {}): string {
  const rule = parseRule(document, { fileName: 'test.yml' });
  const outcome = rule.ok ? compileRule(rule.value, options) : rule;
  if (outcome.ok) throw new Error('the rule was not refused');
  return outcome.error.map(({ where, problem }) => `${where}: ${problem}`).join('\n');
}

/** Refusal of a rule with this one selection. */
export function selectionRefusal(selection: unknown, options: CompileOptions = {}): string {
  return refusal(ruleDocument({ selection, condition: 'selection' }), options);
}
