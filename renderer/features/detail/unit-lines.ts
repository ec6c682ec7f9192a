import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';

export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
  /** Another file or line took this value away. */
  readonly replacedBy: string | null;
}

/** The unit as systemd would load it, section by section; values that an override took away stand beside what replaced them. */
export function unitLines({ sections, replaced }: Pick<SystemdDetail, 'sections' | 'replaced'>): UnitLine[] {
  const names = [...new Set([...Object.keys(sections), ...replaced.map((one) => one.section)])];
  return names.flatMap((section) => {
    const keys = sections[section] ?? {};
    const gone = replaced.filter((one) => one.section === section);
    const all = [...new Set([...Object.keys(keys), ...gone.map((one) => one.key)])];
    return all.flatMap((key) => [
      ...gone
        .filter((one) => one.key === key)
        .map((one) => ({
          section,
          key,
          value: one.value,
          path: one.path,
          line: one.line,
          replacedBy: one.by ?? '',
        })),
      ...(keys[key] ?? []).map((one) => ({ section, key, ...one, replacedBy: null })),
    ]);
  });
}
