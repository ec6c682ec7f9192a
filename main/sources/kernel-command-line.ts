import { MAX_STARTUP_ENTRIES } from '../../shared/limits.ts';
import type { Payload } from '../../shared/model/service-record.ts';
import { shellWords } from '../../shared/unix/shell-words.ts';
import {
  type BootFileKind,
  type BootLine,
  parseBootEntries,
} from '../formats/kernel-command-line/parse-boot-entries.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { commandPayloads } from './unix/command-payloads.ts';

const ID = 'kernel-command-line';
const BOOT = ['/boot', '/boot/efi', '/efi'];
/** Files by what they are; of GRUB, systemd-boot and kernel-install, syslinux, the Raspberry Pi. */
const FILES: readonly (readonly [BootFileKind, string])[] = [
  ...BOOT.flatMap((top) =>
    ['grub/grub.cfg', 'grub2/grub.cfg', 'grub/custom.cfg', 'grub2/custom.cfg', 'grub/menu.lst'].map(
      (name) => ['entries', `${top}/${name}`] as const,
    ),
  ),
  ['entries', '/boot/grub2/grubenv'],
  ['entries', '/boot/grub/grubenv'],
  ['entries', '/boot/extlinux/extlinux.conf'],
  ['entries', '/boot/syslinux/syslinux.cfg'],
  ['plain', '/boot/cmdline.txt'],
  ['plain', '/boot/firmware/cmdline.txt'],
  ['plain', '/etc/kernel/cmdline'],
  ['settings', '/etc/default/grub'],
];
const FOLDERS: readonly (readonly [BootFileKind, string, RegExp])[] = [
  ...BOOT.map((top) => ['entries', `${top}/loader/entries`, /\.conf$/] as const),
  ['settings', '/etc/default/grub.d', /\.cfg$/],
  ['plain', '/etc/cmdline.d', /\.conf$/],
];

/** What boot loaders tell the kernel and systemd to start, mask, run or load besides what the root says of itself. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { files: 0, lines: 0, telling: 0 };
    for (const [kind, file] of bootFiles(reader)) {
      if (file.problem === 'missing') continue;
      counts.files += 1;
      const { lines, cut } = parseBootEntries(reader.text(file) ?? '', kind);
      if (cut) reader.cut(file, `only the first ${MAX_STARTUP_ENTRIES} boot entries were read`);
      counts.lines += lines.length;
      // A boot loader has the same parameters for each kernel.
      const seen = new Set<string>();
      for (const line of lines) {
        const found = tellingParameters(line);
        const key = found.map(({ word }) => word).join('\0');
        if (found.length === 0 || seen.has(key)) continue;
        seen.add(key);
        counts.telling += 1;
        yield record(file, line.line, found, reader);
      }
      yield* reader.take();
    }
    yield* reader.end(counts, 'the boot loader’s entries (/boot/grub, /boot/loader, /etc/default/grub)');
  },
};

function* bootFiles(reader: StartupReader): Generator<[BootFileKind, StartupFile]> {
  for (const [kind, path] of FILES) {
    const file = reader.single(path);
    if (file !== null) yield [kind, file];
  }
  for (const [kind, path, named] of FOLDERS) {
    const folder = reader.folder(path);
    for (const file of folder?.files ?? []) {
      if (named.test(file.name) && file.problem !== 'a folder') yield [kind, file];
    }
  }
  // A vendor's folder of the system partition: /boot/efi/EFI/debian.
  for (const top of BOOT) {
    for (const name of reader.folder(`${top}/EFI`)?.folders ?? []) {
      const file = reader.single(`${top}/EFI/${name}/grub.cfg`);
      if (file !== null) yield ['entries', file];
    }
  }
}

interface Parameter {
  readonly word: string;
  readonly name: string;
  readonly value: string;
}

/** Parameters that start, mask, run or load something (kernel-command-line(7), systemd-debug-generator(8), systemd-run-generator(8)). */
const TELLING: ReadonlySet<string> = new Set([
  'init',
  'modules_load',
  'systemd.debug_shell',
  'systemd.mask',
  'systemd.run',
  'systemd.set_credential',
  'systemd.set_credential_binary',
  'systemd.setenv',
  'systemd.unit',
  'systemd.wants',
]);
/** What init= names where nobody changed it. */
const USUAL_INIT =
  /^(?:(?:\/usr)?\/s?bin\/init|(?:\/usr)?\/lib\/systemd\/systemd|(?:\/usr)?\/bin\/systemd|\/sbin\/openrc-init|\/nix\/store\/[^/]+\/init)$/;
const OFF = /^(?:0|no|n|f|false|off)$/i;

function tellingParameters({ words }: BootLine): Parameter[] {
  // What follows `--` is for init.
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).flatMap((word) => {
    const equals = word.indexOf('=');
    const value = equals === -1 ? '' : word.slice(equals + 1);
    // proc_cmdline_key_streq (src/basic/proc-cmdline.c): `-` and `_` are the same.
    const name = (equals === -1 ? word : word.slice(0, equals)).replaceAll('-', '_');
    if (!TELLING.has(name)) return [];
    if (name === 'init' && (value === '' || USUAL_INIT.test(value))) return [];
    if (name === 'systemd.debug_shell' && OFF.test(value)) return [];
    // Which target is booted is the administrator's daily choice.
    if (name === 'systemd.unit' && (value === '' || value.endsWith('.target'))) return [];
    return [{ word, name, value }];
  });
}

function record(file: StartupFile, line: number, found: readonly Parameter[], reader: StartupReader) {
  const values = (name: string): string[] =>
    found.filter((parameter) => parameter.name === name).map(({ value }) => value);
  const units = [...values('systemd.unit'), ...values('systemd.wants')];
  if (found.some(({ name }) => name === 'systemd.debug_shell')) units.push('debug-shell.service');
  const payloads: Payload[] = [
    ...values('init').flatMap((path) =>
      commandPayloads([path], { role: 'image', from: 'init' }, reader.files),
    ),
    ...values('systemd.run').flatMap((command) =>
      commandPayloads(shellWords(command), { role: 'image', from: 'systemd.run' }, reader.files),
    ),
    ...values('modules_load')
      .flatMap((names) => names.split(','))
      .filter((name) => name !== '')
      .flatMap((name) =>
        commandPayloads(['modprobe', '--', name], { role: 'image', from: 'modules_load' }, reader.files),
      )
      .filter(({ role }) => role === 'kernel-module'),
  ];
  return startupRecord({
    mechanism: 'kernel-command-line',
    file,
    line,
    kind: 'job',
    command: found.map(({ word }) => word).join(' '),
    payloads,
    enabled: true,
    startMode: 'boot',
    account: 'root',
    trigger: 'boot',
    startsUnit: units.length === 0 ? null : units.join(' '),
    properties: {
      Masks: values('systemd.mask').join(' ') || null,
      Environment: values('systemd.setenv').join(' ') || null,
    },
  });
}
