import type { Coverage } from '../../shared/model/coverage.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { type HiveFile, windowsHives } from './windows/hives.ts';
import { takeHiveDiagnostics } from './windows/hives-diagnostics.ts';
import { controlSets } from './windows/host-control-sets.ts';
import { hostFacts } from './windows/host-facts.ts';
import { Problems } from './windows/problems.ts';
import { readSettings, type SettingHive } from './windows/settings-reader.ts';
import { SETTINGS } from './windows/settings-table.ts';

const ID = 'windows-settings';

/** Host-wide settings that services depend on, and what the hives say of the host. */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'windows',
  *collect(context: SourceContext): Generator<SourceItem> {
    const hives = windowsHives(context);
    const { system, software } = hives;
    const problems = new Problems(ID, 'setting-unreadable', system?.path ?? software?.path ?? '');
    const reportTo = (path: string) => (offset: number | null, what: string) =>
      problems.report(offset, what, path);
    const reportSystem = reportTo(system?.path ?? '');
    const systemRoot = system?.hive.root ?? null;
    const softwareRoot = software?.hive.root ?? null;
    const host = hostFacts(systemRoot, softwareRoot, problems.report);
    yield { type: 'host', host: { platform: 'windows', ...host, inputs: [...hives.inputs] } };

    const sets = systemRoot === null ? null : controlSets(systemRoot, reportSystem);
    const opened: readonly SettingHive[] = [
      ...settingHive('SYSTEM', system, sets?.current?.name ?? null),
      ...settingHive('SOFTWARE', software, null),
    ];
    const counts = { settings: 0, areas: 0, rows: 0, rowsFound: 0 };
    const areas = new Set<string>();
    const seen = new Set<string>();
    for (const row of SETTINGS) {
      const hive = opened.find((candidate) => candidate.name === row.hive);
      if (hive === undefined || (hive.name === 'SYSTEM' && hive.controlSet === null)) continue;
      counts.rows += 1;
      const before = counts.settings;
      for (const setting of readSettings(row, hive, reportTo(hive.path))) {
        if (seen.has(setting.id)) continue;
        seen.add(setting.id);
        areas.add(setting.area);
        counts.settings += 1;
        yield { type: 'setting', setting };
      }
      if (counts.settings > before) counts.rowsFound += 1;
    }
    counts.areas = areas.size;
    yield* problems.last();
    yield* takeHiveDiagnostics(context, ID);
    yield coverage(counts, system, software, hives.problems.length > 0, sets?.guess ?? null);
  },
};

function settingHive(
  name: SettingHive['name'],
  file: HiveFile | null,
  controlSet: string | null,
): SettingHive[] {
  const root = file?.hive.root ?? null;
  return file === null || root === null ? [] : [{ path: file.path, name, root, controlSet }];
}

function coverage(
  counts: Coverage['counts'],
  system: HiveFile | null,
  software: HiveFile | null,
  damaged: boolean,
  guess: string | null,
): Coverage {
  const base = { type: 'coverage', source: ID } as const;
  const usable = (file: HiveFile | null): boolean => file?.hive.root != null;
  if (!usable(system) && !usable(software)) {
    const there = damaged || system !== null || software !== null;
    const reason = there ? 'no hive could be read, see diagnostics' : 'there is neither SYSTEM nor SOFTWARE';
    return { ...base, outcome: there ? 'failed' : 'notPresent', counts: {}, reason };
  }
  const reasons: string[] = [];
  if (!usable(software)) {
    reasons.push(
      'without a SOFTWARE hive svchost groups, policies, Defender, WinRM and event channels were not looked at',
    );
  }
  if (!usable(system))
    reasons.push('without a SYSTEM hive control set, network and recovery settings were not looked at');
  if (guess !== null) reasons.push(guess);
  return { ...base, outcome: 'collected', counts, reason: reasons.join('; ') || null };
}
