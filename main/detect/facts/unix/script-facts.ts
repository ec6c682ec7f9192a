import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { UnixCommandTrait } from './command-traits.ts';

/** What the scripts of a service show, line by line. */
export interface ScriptFacts<T extends string> {
  /** Every line that is no comment. */
  readonly code: readonly string[];
  readonly traits: readonly T[];
  /** The lines that show a trait of those asked for, `path: line`, a few of them, each cut. */
  readonly lines: readonly string[];
}

const MAX_LINES = 8;
const MAX_SHOWN = 240;
/** A connection whose ends become those of a shell, in a language in which that takes several lines. */
const JOINED =
  /\bopen\s{0,4}\(\s{0,4}STD(?:IN|OUT)\s{0,4},\s{0,4}["'][<>+]{1,2}&|\bdup2\s{0,4}\(|\bpty\.spawn\b|\bsubprocess\.(?:call|run|Popen)\(\s{0,4}\[?\s{0,4}["']\/bin\/(?:ba|z|da)?sh["']/;
const CONNECTED =
  /\bPeer(?:Addr|Host)\b|\bsockaddr_in\s{0,4}\(|\.connect\s{0,4}\(|\bcreate_connection\s{0,4}\(/;
/** Traits that say nothing in a script: those of ordinary scripts. */
const ORDINARY: ReadonlySet<string> = new Set<UnixCommandTrait>([
  'url',
  'background',
  'process-substitution',
  'netcat',
  'eval',
]);

/**
 * Traits of the lines of scripts that a service starts (`script-code`). Each line is looked at by itself: what a long program
 * does in different places says little. `traitsOf` knows the traits of one line.
 */
export function scriptFacts<T extends string>(
  record: ServiceRecord,
  traitsOf: (commands: readonly string[]) => readonly T[],
): ScriptFacts<T | 'reverse-shell'> {
  const traits = new Set<T | 'reverse-shell'>();
  const lines = new Set<string>();
  const code: string[] = [];
  for (const { role, from, raw } of record.payloads) {
    if (role !== 'script-code') continue;
    for (const line of raw.split('\n')) {
      code.push(line);
      const found = traitsOf([line]);
      for (const trait of found) traits.add(trait);
      if (lines.size < MAX_LINES && found.some((trait) => !ORDINARY.has(trait)))
        lines.add(`${from}: ${line.slice(0, MAX_SHOWN)}`);
    }
    if (CONNECTED.test(raw) && JOINED.test(raw)) {
      traits.add('reverse-shell');
      const joined = raw.split('\n').find((line) => JOINED.test(line)) ?? '';
      lines.add(`${from}: ${joined.slice(0, MAX_SHOWN)}`);
    }
  }
  return { code, traits: [...traits], lines: [...lines] };
}
