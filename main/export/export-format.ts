import type { TriageResult } from '../../shared/model/triage-event.ts';

/** One file of an export. The caller decides where it goes; text is UTF-8 once encoded, pieces in order. */
export interface ExportFile {
  /** A plain file name: no folder, no evidence text in it. */
  readonly name: string;
  readonly mediaType: string;
  readonly text: Iterable<string>;
}

/** What a user may choose about the exports of a run. */
export interface ExportOptions {
  /** Version of ATT&CK whose technique ids are written where a format names techniques; null: that of the result. */
  readonly attackVersion: number | null;
}

/** One report format. A new one is a new file in `formats/` that exports `format`. */
export interface ExportFormat {
  /** The word after `--format`: the name of its file. */
  readonly id: string;
  /** What a user reads in the help. */
  readonly title: string;
  /** Pure and lazy: nothing is rendered before a file's text is iterated. */
  files(result: TriageResult, options?: ExportOptions): Iterable<ExportFile>;
}
