import { helpText } from '../../main/cli/help.ts';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { SERVICE_EVENT_FIELDS } from '../../main/detect/events/service-event-taxonomy.ts';
import { detectionLists } from '../../main/detect/lists/lists.ts';
import { loadBuiltInCorrelations, loadBuiltInRules } from '../../main/detect/rule-set.ts';
import {
  type FieldDescription,
  HISTORY_FIELDS,
  LINUX_SERVICE_FIELDS,
  MACOS_SERVICE_FIELDS,
  WINDOWS_SERVICE_FIELDS,
  WINDOWS_SETTING_FIELDS,
} from '../../main/detect/taxonomy.ts';
import { exportFormats } from '../../main/export/formats.ts';
import { SETTINGS } from '../../main/sources/windows/settings-table.ts';
import { countsFor, MISSION, techniqueName } from '../../shared/attack.ts';
import { COMPONENTS } from '../../shared/components.ts';
import { compareLevels } from '../../shared/level.ts';

/** The pages of docs/reference/ that are written from the program itself (`npm run reference`). */
export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  return {
    'rules.md': rulesPage(),
    'fields.md': fieldsPage(),
    'settings.md': settingsPage(),
    'lists.md': listsPage(),
    'command-line.md': `# Command line\n\n${GENERATED}\n\n\`\`\`\n${helpText(await exportFormats())}\`\`\`\n`,
  };
}

const GENERATED = 'Written by `npm run reference` from the program; a test fails while it is stale.';

/** What a rule judges, in a word. */
const JUDGES = {
  service: 'service',
  setting: 'setting',
  event: 'log record',
  history: 'history',
  correlation: 'several records',
} as const;

function rulesPage(): string {
  const correlations = loadBuiltInCorrelations(BUILT_IN_RULES);
  const rules = [...loadBuiltInRules(BUILT_IN_RULES), ...correlations].sort(
    (a, b) => compareLevels(a.level, b.level) || (a.path < b.path ? -1 : 1),
  );
  const rows = rules.map((rule) => {
    const meta = rule.subject === 'correlation' ? rule.correlation : rule.compiled.rule;
    return `| ${rule.level} | ${rule.path.split('/')[0]} | ${JUDGES[rule.subject]} | \`${rule.name}\` | ${cell(meta.title)} | ${rule.component} | ${rule.techniques.join(', ')} |`;
  });
  const mission = COMPONENTS.flatMap((component) =>
    MISSION[component].map((technique) => {
      const count = rules.filter(
        (rule) => rule.component === component && rule.techniques.some((id) => countsFor(technique, id)),
      ).length;
      return `| ${component} | ${technique} | ${techniqueName(technique)} | ${count} |`;
    }),
  );
  return `# Built-in rules\n\n${GENERATED}\n\n${rules.length} rules. \`daemonscope rules show NAME\` prints one whole.\n\n| level | system | judges | rule | title | component | techniques |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}\n\n## Rules for each technique of the data source Service (DS0019)\n\n| component | technique | name | rules |\n|---|---|---|---|\n${mission.join('\n')}\n`;
}

function fieldsPage(): string {
  const table = (fields: Readonly<Record<string, FieldDescription>>): string =>
    Object.entries(fields)
      .map(([name, field]) => `| \`${name}\` | ${field.type} | ${field.is} | ${cell(field.what)} |`)
      .join('\n');
  const head = '| field | type | from | meaning |\n|---|---|---|---|\n';
  return `# Fields that rules may name\n\n${GENERATED}\n\n\`record\`: as the evidence says it. \`fact\`: computed.\n\n## One service (\`category: service, product: windows\`)\n\n${head}${table(WINDOWS_SERVICE_FIELDS)}\n\n## One host-wide setting (\`category: service, product: windows, service: settings\`)\n\n${head}${table(WINDOWS_SETTING_FIELDS)}\n\n## One unit, init script or other startup entry (\`category: service, product: linux\`)\n\n${head}${table(LINUX_SERVICE_FIELDS)}\n\n## One launchd job or other startup entry (\`category: service, product: macos\`)\n\n${head}${table(MACOS_SERVICE_FIELDS)}\n\n## One record of a log about a service (\`category: service_event\`)\n\nOf any system: \`product: windows\`, \`linux\` or \`macos\`. A rule may also name the record's own fields, and for an installation on Windows those of one service that the record is enough for. Rules with the standard log sources of Sigma (\`product: windows, service: system\`, \`category: process_creation\`…) see the record's own fields only.\n\n${head}${table(SERVICE_EVENT_FIELDS)}\n\n## One service in logs and configuration together (\`category: service, service: history\`)\n\n${head}${table(HISTORY_FIELDS)}\n`;
}

function settingsPage(): string {
  const rows = SETTINGS.map((row) => {
    const values =
      typeof row.values === 'string'
        ? { '*': 'every value', key: 'the key itself', 'key-security': "the key's descriptor" }[row.values]
        : row.values.join(', ');
    return `| ${row.area} | ${row.hive} | \`${cell(row.key)}\` | ${cell(values)} | ${cell(row.what)} |`;
  });
  return `# Host-wide settings that are read\n\n${GENERATED}\n\n| area | hive | key | values | what |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function listsPage(): string {
  const rows = [...detectionLists()].map(
    ([name, list]) =>
      `| \`%${name}%\` | ${list.version} | ${list.entries.length} | ${cell(list.description)} | ${cell(list.sources.join('; '))} |`,
  );
  return `# Lists that rules use\n\n${GENERATED}\n\nEach is one file in \`main/detect/lists/\`.\n\n| placeholder | version | entries | what | sources |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}
