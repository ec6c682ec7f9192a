import { parseUnitFile, type UnitFile } from '../../../main/formats/systemd-unit/parse-unit-file.ts';

/** A unit file from text; one character above U+007F is UTF-8 as usual. */
export function unitFile(text: string, path = '/etc/systemd/system/a.service'): UnitFile {
  return parseUnitFile(new TextEncoder().encode(text), path);
}

/** `Section.Key@line=value`, one a setting, as a short way to state what was read. */
export function flat(file: UnitFile): string[] {
  return file.sections.flatMap(({ name, assignments }) =>
    assignments.map(({ key, value, line }) => `${name}.${key}@${line}=${value}`),
  );
}

export function codes(file: UnitFile): string[] {
  return file.problems.map(({ code, line }) => `${code}@${line}`);
}
