import { MAX_NAMED_SERVICES } from './limits.ts';
import type { ServiceCommand } from './service-command.ts';

/** Programs that write what their arguments name, or take it away; editors open what they are to change. */
const WRITERS =
  /^(?:tee|cp|mv|install|rsync|ln|dd|sed|truncate|chmod|chown|touch|sudoedit|editor|nano|pico|vi|vim(?:\.\w+)?|nvim|emacs|ed|ex|joe|micro|mcedit)$/;
const REMOVERS = /^(?:rm|unlink|shred|srm)$/;
const FOLDER =
  /^(?:\/etc|\/usr\/lib|\/lib|\/usr\/local\/lib|\/run|(?:\/home\/[^/]+|\/root)\/\.config)\/systemd\/(?:system|user)(?:\.control)?(?:\/|$)/;
const SCRIPT = /^\/etc\/(?:rc\.d\/)?init\.d\/([^/]+)$/;
const UNIT = /([^/]+\.(?:service|socket|timer|path))(?:\.d(?:\/[^/]+\.conf)?)?$/;

/**
 * A command that writes or removes files of units or init scripts (`tee /etc/systemd/system/x.service`, `cp x.service /etc/systemd/system/`,
 * `… > /etc/systemd/system/x.service`); null when it does neither. `words`: without separators.
 */
export function unitFileCommand(words: readonly string[]): ServiceCommand | null {
  const redirect = words.findIndex((word) => /^\d?>{1,2}/.test(word));
  const program = words.findIndex((word) => {
    const name = word.slice(word.lastIndexOf('/') + 1);
    return WRITERS.test(name) || REMOVERS.test(name);
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
    return FOLDER.test(word) ? (UNIT.exec(word)?.[1] ?? []) : [];
  });
  if (units.length === 0 && rest.some((word) => FOLDER.test(word))) {
    // Into the folder, under their own names.
    units.push(...rest.flatMap((word) => (word.startsWith('-') ? [] : (UNIT.exec(word)?.[1] ?? []))));
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
