import { MAX_NAMED_SERVICES } from './limits.ts';
import type { ServiceCommand } from './quoted-command.ts';

/** Programs that write what their arguments name, or take it away; editors open what they are to change. */
const WRITERS =
  /^(?:tee|cp|mv|install|rsync|ln|dd|sed|truncate|chmod|chown|touch|sudoedit|editor|nano|pico|vi|vim(?:\.\w+)?|nvim|emacs|ed|ex|joe|micro|mcedit)$/;
const REMOVERS = /^(?:rm|unlink|shred|srm)$/;
const FOLDER =
  /^(?:\/etc|\/usr\/lib|\/lib|\/usr\/local\/lib|\/run|(?:\/home\/[^/]+|\/root)\/\.config)\/systemd\/(?:system|user)(?:\.control)?(?:\/|$)/;
const SCRIPT = /^\/etc\/(?:rc\.d\/)?init\.d\/([^/]+)$/;
/** Folders of launchd (launchd.plist(5)), and a property list in them, which `defaults` names without its suffix. */
const JOB_FOLDER =
  /^(?:\/System|\/private\/var\/root|\/var\/root|\/Users\/[^/]+|~)?\/Library\/Launch(?:Daemons|Agents)(?:\/|$)/;
const JOB = /([^/]+?)(?:\.plist)?$/;
/** Programs that read property lists too, and what makes them write. */
const WRITING: readonly (readonly [string, RegExp])[] = [
  ['defaults', /^(?:write|delete|rename|import)$/],
  ['PlistBuddy', /^(?:add|set|delete|merge|import|copy|clear)\b/i],
  ['plutil', /^-(?:replace|insert|remove|convert)$/],
];
const UNIT = /([^/]+\.(?:service|socket|timer|path))(?:\.d(?:\/[^/]+\.conf)?)?$/;

/**
 * A command that writes or removes files of units, init scripts or launchd jobs (`tee /etc/systemd/system/x.service`, `cp x.service /etc/systemd/system/`,
 * `… > /etc/systemd/system/x.service`); null when it does neither. `words`: without separators.
 */
export function unitFileCommand(words: readonly string[]): ServiceCommand | null {
  const redirect = words.findIndex((word) => /^\d?>{1,2}/.test(word));
  const program = words.findIndex((word) => {
    const name = word.slice(word.lastIndexOf('/') + 1);
    const writing = WRITING.find(([one]) => one === name)?.[1];
    return WRITERS.test(name) || REMOVERS.test(name) || words.some((one) => writing?.test(one) === true);
  });
  const at = redirect === -1 ? program : redirect;
  const tool = (words[at] ?? '').replace(/^.*\//, '');
  if (at === -1) return null;
  // A redirection may touch its file; of arguments some are written `of=FILE`.
  const rest = words
    .slice(redirect === -1 ? at + 1 : at)
    .map((word) => word.replace(/^(?:\d?>{1,2}|of=)/, ''));
  const units = rest.flatMap((word) => {
    const script = SCRIPT.exec(word)?.[1];
    if (script !== undefined) return [`${script}.service`];
    if (FOLDER.test(word)) return UNIT.exec(word)?.[1] ?? [];
    return JOB_FOLDER.test(word) ? (JOB.exec(word.replace(JOB_FOLDER, ''))?.[1] ?? []) : [];
  });
  if (units.length === 0) {
    // Into the folder, under their own names.
    const named = rest.filter((word) => !word.startsWith('-'));
    if (rest.some((word) => FOLDER.test(word)))
      units.push(...named.flatMap((word) => UNIT.exec(word)?.[1] ?? []));
    if (rest.some((word) => JOB_FOLDER.test(word))) {
      units.push(
        ...named.filter((word) => word.endsWith('.plist')).map((word) => word.replace(/^.*\/|\.plist$/g, '')),
      );
    }
  }
  if (units.length === 0) return null;
  const removes = redirect === -1 && REMOVERS.test(tool);
  const services = [...new Set(units)].slice(0, MAX_NAMED_SERVICES);
  return {
    tool: redirect === -1 ? tool : '>',
    verb: removes ? 'remove-file' : 'write-file',
    services,
    action: removes ? 'deleted' : 'changed',
  };
}
