import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

/** `service NAME { … }` or `defaults { … }`. */
export interface XinetdSection {
  readonly line: number;
  /** Null for `defaults`. */
  readonly service: string | null;
  /** By name in lower case, values as written; several assignments of one name are joined by a blank. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Line of `server`; that of the section without one. */
  readonly serverLine: number;
}

export interface XinetdFile {
  readonly sections: readonly XinetdSection[];
  readonly includes: readonly { readonly path: string; readonly isFolder: boolean }[];
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

/** Reads a file of xinetd (xinetd.conf(5)). Never throws. */
export function parseXinetd(bytes: Uint8Array): XinetdFile {
  const sections: XinetdSection[] = [];
  const includes: { path: string; isFolder: boolean }[] = [];
  const problems: { line: number; what: string }[] = [];
  let open: {
    line: number;
    service: string | null;
    attributes: Map<string, string>;
    serverLine: number;
  } | null = null;
  let inside = false;
  let entries = 0;
  for (const { line, text } of plainLines(scriptText(bytes))) {
    const content = text.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (++entries > MAX_STARTUP_ENTRIES) {
      problems.push({ line, what: `only the first ${MAX_STARTUP_ENTRIES} lines were read` });
      break;
    }
    const [, keyword, name, brace] = /^(service|defaults)\b\s*([^\s{]*)\s*(\{?)$/.exec(content) ?? [];
    const [, include, path] = /^(include|includedir)\s+(\S+)$/.exec(content) ?? [];
    const [, key, operator, value = ''] = /^([A-Za-z_]+)\s*([-+]?=)\s*(.*)$/.exec(content) ?? [];
    if (content === '}') {
      if (open !== null) sections.push(open);
      open = null;
      inside = false;
    } else if (content === '{' && open !== null) inside = true;
    else if (open !== null && inside && key !== undefined) {
      const attribute = key.toLowerCase();
      const before = open.attributes.get(attribute);
      const whole = before === undefined || operator === '=' ? value : `${before} ${value}`;
      if (operator !== '-=') open.attributes.set(attribute, whole.slice(0, 32_768));
      if (attribute === 'server') open.serverLine = line;
    } else if (keyword !== undefined) {
      if (open !== null) problems.push({ line: open.line, what: 'a section that is not closed' });
      const service = keyword === 'service' ? (name ?? '') : null;
      open = { line, service, attributes: new Map(), serverLine: line };
      inside = brace === '{';
    } else if (include !== undefined && path !== undefined) {
      includes.push({ path, isFolder: include === 'includedir' });
    } else if (problems.length < 20) problems.push({ line, what: 'neither a section nor an attribute' });
  }
  if (open !== null) problems.push({ line: open.line, what: 'a section that is not closed' });
  return { sections, includes, problems };
}
