import type { Table } from '../../shared/ipc/contract.ts';

/** A column that can be shown, searched and sorted. Its SQL is ours: nothing that a user types becomes a part of it. */
export interface Column {
  readonly name: string;
  readonly sql: string;
  /** What it is sorted by, where that is not what is shown. */
  readonly order: string;
}

export interface TableView {
  readonly from: string;
  readonly columns: readonly Column[];
  /** What the window writes above a column that has another name here: in lower case, without blanks and hyphens. */
  readonly heads?: Readonly<Record<string, string>>;
  readonly hasLevel: boolean;
  readonly hasKnown: boolean;
}

function column(name: string, sql = `t.${name}`, order = sql): Column {
  return { name, sql, order };
}

/** Columns of one spelling, which sort faster for it. */
const PLAIN = new Set(['time', 'changed', 'modified', 'sha256']);

function text(names: string): Column[] {
  return names
    .split(' ')
    .map((name) => column(name, `t.${name}`, PLAIN.has(name) ? `t.${name}` : `t.${name} COLLATE NOCASE`));
}

const LEVEL = column('level', 't.level', 't.levelRank');
/** Ids of what findings are about begin with their system, those of files do not; one run is about one system. */
const PLATFORM = `CASE ${['windows', 'linux', 'macos']
  .map((name) => `WHEN ltrim(t.subjectId, '"') LIKE '${name}%' THEN '${name}'`)
  .join(' ')} ELSE (SELECT platform FROM evidence LIMIT 1) END`;
const VERDICT = "coalesce(a.verdict, 'unreviewed')";

export const TABLE_VIEWS: Readonly<Record<Table, TableView>> = {
  services: {
    from: 'services t',
    columns: [
      LEVEL,
      column('findings'),
      ...text(
        'name displayName kind platform startMode state account command image imageState package packageState',
      ),
      ...text('baseline changed'),
      ...text('sha256 definition'),
    ],
    heads: {
      start: 'startMode',
      lastchanged: 'changed',
      file: 'imageState',
      packagesays: 'packageState',
      program: 'image',
      definedin: 'definition',
    },
    hasLevel: true,
    hasKnown: true,
  },
  findings: {
    from: 'findings t LEFT JOIN annotations a ON a.subject = t.subjectId',
    columns: [
      LEVEL,
      ...text('title subject rule component techniques'),
      column(
        'confidence',
        't.confidence',
        "CASE t.confidence WHEN 'low' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END",
      ),
      ...text('why'),
      column('verdict', VERDICT),
      column('platform', PLATFORM),
    ],
    heads: { service: 'subject', technique: 'techniques' },
    hasLevel: true,
    hasKnown: false,
  },
  files: {
    from: 'files t',
    columns: [
      LEVEL,
      ...text('path state package packageState owner mode writableBy'),
      column('size'),
      ...text('modified sha256 usedBy'),
    ],
    heads: { packagesays: 'packageState' },
    hasLevel: true,
    hasKnown: true,
  },
  events: {
    from: 'events t',
    columns: [
      ...text('time action service source actor'),
      // By its beginning: the whole would be read for nothing.
      column('details', 't.details', 'substr(t.details, 1, 80) COLLATE NOCASE'),
    ],
    hasLevel: false,
    hasKnown: false,
  },
  diagnostics: {
    from: 'diagnostics t',
    columns: [
      column('severity', 't.severity', "CASE t.severity WHEN 'info' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"),
      ...text('code source path what'),
    ],
    hasLevel: false,
    hasKnown: false,
  },
};
