import { MAX_SCRIPT_PAYLOADS } from '../../../shared/limits.ts';
import type { Payload } from '../../../shared/model/service-record.ts';
import { baseName, interpreterOf } from '../../../shared/unix/command-analysis.ts';
import { shellCommands } from '../../../shared/unix/shell-words.ts';
import {
  isLongScript,
  type ScriptStatement,
  scriptStatements,
} from '../../formats/init-script/script-lines.ts';
import { expandShellVariables, shellAssignment } from '../../formats/init-script/shell-variables.ts';
import { codePayload } from '../unix/code-payload.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { isPlainUtility, isTelling, isTextFilter, programVariable, withoutHelper } from './script-words.ts';
import { startedUnit } from './started-unit.ts';

export interface ScriptCommands {
  /** What its lines run; `from` names the line or variable, `raw` is the whole line. */
  readonly payloads: readonly Payload[];
  /** Lines that do something, as written: without comments, `exit`, `:` and `set`. */
  readonly lines: readonly string[];
  readonly startsUnit: string | null;
  /** More lines or payloads than are looked at or kept. */
  readonly cut: boolean;
}

/** Where what a script runs is looked up. */
export interface ScriptPlace {
  readonly files: UnixFiles;
  /** Known before the first line, `RC_SVCNAME`. */
  readonly variables?: ReadonlyMap<string, string>;
  /** Begins `from`: `script` of an upstart job; `line` when left out. */
  readonly from?: string;
  /** Line of the file on which the text begins, from 1. */
  readonly firstLine?: number;
}

/**
 * What a shell script would run, best effort: commands that name a program by its path, interpreters with scripts and code, programs
 * that fetch, decode or connect, files that it reads in (`. file`), and variables that name its program (`DAEMON=`). Ordinary
 * utilities (echo, sed, mkdir…) and functions are left out, or the list would hide what matters.
 */
export function scriptCommands(text: string, place: ScriptPlace): ScriptCommands {
  const walk = new ScriptWalk(text, place);
  for (const statement of scriptStatements(text)) {
    if (!walk.step(statement)) break;
  }
  return walk.result();
}

const IDLE = /^(?:exit(?:\s+\d+)?|:|true|set\s.*|\{|\}|fi|done|esac|;;|return(?:\s+\d+)?)\s*;?$/;
/** Lines of one script that a record shows. */
const MAX_LINES = 200;

interface Written {
  readonly from: string;
  readonly raw: string;
  readonly document: string | null;
}

class ScriptWalk {
  readonly #place: ScriptPlace;
  readonly #functions: ReadonlySet<string>;
  readonly #variables: Map<string, string>;
  readonly #payloads: Payload[] = [];
  readonly #known = new Set<string>();
  readonly #lines: string[] = [];
  #startsUnit: string | null = null;
  #cut: boolean;

  constructor(text: string, place: ScriptPlace) {
    this.#place = place;
    this.#cut = isLongScript(text);
    this.#variables = new Map(place.variables);
    const names = text.matchAll(/^[ \t]*(?:function[ \t]+)?([A-Za-z_][\w.-]{0,100})[ \t]*\(\)/gm);
    this.#functions = new Set(Array.from(names, ([, name]) => name ?? ''));
  }

  step(statement: ScriptStatement): boolean {
    const { text, document } = statement;
    if (!IDLE.test(text) && this.#lines.length < MAX_LINES) this.#lines.push(text);
    const line = statement.line + (this.#place.firstLine ?? 1) - 1;
    const from = `${this.#place.from ?? 'line'} ${line}`;
    this.#assign(text);
    for (const words of shellCommands(text)) {
      const expanded = words.map((word) => expandShellVariables(word, this.#variables));
      this.#command(withoutHelper(expanded), expanded[0] === 'exec', { from, raw: text, document });
      if (this.#payloads.length >= MAX_SCRIPT_PAYLOADS) {
        this.#cut = true;
        return false;
      }
    }
    return true;
  }

  result(): ScriptCommands {
    return {
      payloads: this.#payloads,
      lines: this.#lines,
      startsUnit: this.#startsUnit,
      cut: this.#cut,
    };
  }

  #assign(text: string): void {
    const assignment = shellAssignment(text);
    if (assignment === null || (assignment.isDefault && this.#variables.has(assignment.name))) return;
    const value = expandShellVariables(assignment.value, this.#variables);
    this.#variables.set(assignment.name, value);
    const program = programVariable(assignment.name, value);
    if (program === null) return;
    const options = { role: 'hosted-program', from: assignment.name, raw: value } as const;
    this.#add(commandPayloads(program, options, this.#place.files));
  }

  /** `isProgram`: the shell replaces itself with it, so that it is no function even where no file has its name. */
  #command(argv: readonly string[], isProgram: boolean, { from, raw, document }: Written): void {
    const program = argv[0];
    if (program === undefined) return;
    if (this.#startsUnit === null) this.#startsUnit = startedUnit(argv);
    const { files } = this.#place;
    if ((program === '.' || program === 'source') && argv[1]?.startsWith('/') === true) {
      const read = commandPayloads([argv[1]], { role: 'hosted-program', from, raw: argv[1] }, files);
      // Settings and libraries are read in only where they are there, so that their absence is no missing payload.
      this.#add(read.filter(({ path, state }) => state !== 'missing' || !/^\/(?:etc|lib|usr)\//.test(path)));
      return;
    }
    if (this.#functions.has(program) || isPlainUtility(program) || isTextFilter(argv)) return;
    if (!isProgram && !program.includes('/') && !isTelling(program)) {
      // A name that is no file is a function of a library, or a program that this evidence lacks; neither can be told.
      if (program.includes('$') || files.search(program).state !== 'found') return;
    }
    // Scripts call themselves by `$0`.
    if (program.startsWith('$')) return;
    this.#add(commandPayloads(argv, { role: 'script', from, raw }, files));
    if (document !== null && interpreterOf(program) !== null) {
      this.#add([codePayload('inline-code', from, document, interpreterOf(baseName(program)) ?? '')]);
    }
  }

  #add(payloads: readonly Payload[]): void {
    for (const payload of payloads) {
      const key = `${payload.role}\0${payload.path}\0${payload.raw}`;
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#payloads.push(payload);
    }
  }
}
