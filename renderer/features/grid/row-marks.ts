import { isLevel } from '../../../shared/level.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { cellOf, type GridRow } from './row-source.ts';

/** What Autoruns says by colour, said by icon, word and colour. */
export const MARK_NAMES = ['missing', 'unreadable', 'changed', 'unpackaged', 'new', 'deleted'] as const;
export type Mark = (typeof MARK_NAMES)[number];

interface MarkLook {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly text: string;
  /** In the cell bar, where there is room. */
  readonly says: string;
}

export const MARKS: Readonly<Record<Mark, MarkLook>> = {
  missing: {
    icon: 'missing',
    tone: 'medium',
    text: 'file missing',
    says: 'The file that it names does not exist.',
  },
  unreadable: {
    icon: 'unknown',
    tone: 'plain',
    text: 'unreadable',
    says: 'The file is there and could not be read.',
  },
  changed: {
    icon: 'changed',
    tone: 'high',
    text: 'changed',
    says: 'A package owns the file, and its content is not what the package brought.',
  },
  unpackaged: {
    icon: 'unknown',
    tone: 'critical',
    text: 'no package',
    says: 'No package of this system owns the file.',
  },
  new: { icon: 'new', tone: 'good', text: 'new', says: 'Not in the baseline.' },
  deleted: {
    icon: 'missing',
    tone: 'low',
    text: 'deleted',
    says: 'Recovered from free space: the system itself no longer shows it.',
  },
};

/** The marks of a row, the gravest first. Columns that the table lacks say nothing. */
export function rowMarks(columns: readonly string[], row: GridRow): readonly Mark[] {
  const text = (column: string): string => String(cellOf(columns, row, column) ?? '');
  const image = text('imageState');
  const state = text('state');
  const owner = `${text('packageState')} ${text('package')}`;
  const marks: Mark[] = [];
  if (image === 'missing' || state === 'missing') marks.push('missing');
  if (image === 'unreadable' || state === 'unreadable') marks.push('unreadable');
  if (/(?:owned|conffile)-changed/.test(owner)) marks.push('changed');
  if (/\bnot-owned\b/.test(owner)) marks.push('unpackaged');
  if (text('baseline') === 'new') marks.push('new');
  if (state === 'deleted') marks.push('deleted');
  return marks;
}

/** The tone of a row: its worst finding, else its gravest mark, else none. */
export function rowTone(columns: readonly string[], row: GridRow, marks: readonly Mark[]): string {
  const level = String(cellOf(columns, row, 'level') ?? cellOf(columns, row, 'severity') ?? '');
  if (level === 'error') return 'level-high';
  if (level === 'warning') return 'level-medium';
  if (isLevel(level) && level !== 'informational') return `level-${level}`;
  return marks[0] === undefined ? 'none' : `mark-${MARKS[marks[0]].tone}`;
}
