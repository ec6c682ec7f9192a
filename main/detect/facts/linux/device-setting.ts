/** Plain words, and what udev puts in for a device: `$kernel`, `%p`, `$attr{x}`. No substitution, no file. */
const WORD = String.raw`[\w.,:+%$@{}=-]`;
/** Below /sys; nothing there that names a program for the kernel to run. */
const PLACE = String.raw`["']?(?:/sys|\$sys)(?!/kernel/uevent_helper)[\w.,:+%$@{}*/-]{0,300}["']?`;
const TEST = String.raw`(?:\[ .{1,200} \]|test [^;&|]{1,200})`;
const WRITE = String.raw`(?:\S{0,32}/)?(?:echo|printf)(?: -n)?(?: ["']?${WORD}{0,64}["']?){0,4} ?>{1,2} ?${PLACE}`;
const RIGHTS = String.raw`(?:\S{0,32}/)?(?:chmod|chgrp|chown)(?: -R)? ${WORD}{1,32}(?: ${PLACE}){1,4}`;
const STATEMENT = new RegExp(`^(?:${TEST}|${WRITE}|${RIGHTS})$`);

/** Does shell code nothing but write values below /sys, or change rights there, as rules for devices ordinarily do? */
export function onlySetsDevice(code: string): boolean {
  if (code.length > 2_000 || /[`(]|\.\./.test(code)) return false;
  const statements = code
    .split(/;|&&|\|\||\n/)
    .map((statement) => statement.trim().replaceAll(/\s+/g, ' '))
    .filter((statement) => statement !== '');
  return statements.length > 0 && statements.every((statement) => STATEMENT.test(statement));
}
