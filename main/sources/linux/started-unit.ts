import { baseName } from '../../../shared/unix/command-analysis.ts';

const STARTS = new Set([
  'start',
  'restart',
  'reload-or-restart',
  'try-restart',
  'condrestart',
  'force-reload',
  'enable',
  'isolate',
  'unmask',
]);
const SUFFIX = /\.(?:service|socket|timer|path|target|mount|automount|swap|slice|scope|device)$/;

/**
 * Unit or service that a command starts, restarts or enables: `systemctl restart x`, `service x start`, `/etc/init.d/x start`,
 * `rc-service x start`, `initctl start x`, `start x` of upstart is not told from other programs. Names get `.service` where they have
 * no suffix (systemctl(1), "Parameter Syntax"). Several are joined by a blank. Null for any other command.
 */
export function startedUnit(argv: readonly string[]): string | null {
  const [program, ...rest] = wrapped(argv);
  if (program === undefined) return null;
  const words = rest.filter((word) => !word.startsWith('-'));
  const name = baseName(program);
  const [first, second] = words;
  if (name === 'systemctl') {
    if (first === undefined || !STARTS.has(first)) return null;
    return unitNames(words.slice(1));
  }
  if (name === 'service' || name === 'rc-service' || name === 'invoke-rc.d') {
    return first !== undefined && second !== undefined && STARTS.has(second) ? unitNames([first]) : null;
  }
  if (name === 'initctl') {
    return first !== undefined && second !== undefined && STARTS.has(first) ? unitNames([second]) : null;
  }
  const isInitScript = /^\/etc\/(?:rc\.d\/)?init\.d\/[^/]+$/.test(program);
  return isInitScript && first !== undefined && STARTS.has(first) ? unitNames([name]) : null;
}

function unitNames(names: readonly string[]): string | null {
  const units = names
    .filter((name) => /^[\w@:.\\$%*{}-]+$/.test(name))
    .map((name) => (SUFFIX.test(name) ? name : `${name}.service`));
  return units.length === 0 ? null : units.join(' ');
}

/** `sudo systemctl …`, `env X=1 systemctl …` */
function wrapped(argv: readonly string[]): readonly string[] {
  let at = 0;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    if (
      !/^(?:sudo|env|exec|nohup|doas|nice|ionice|command)$/.test(baseName(word)) &&
      !/^(?:-|\w+=)/.test(word)
    )
      break;
    at += 1;
  }
  return argv.slice(at);
}
