import { isLevel, type Level } from '../../../shared/level.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { cellText } from './cell-text.ts';
import type { ColumnSpec } from './column-layout.ts';
import { MARKS, type Mark } from './row-marks.ts';

/** Severities of diagnostics look like the level next to them. */
const SEVERITIES: Readonly<Record<string, Level>> = {
  error: 'high',
  warning: 'medium',
  info: 'informational',
};

/** `level` and `severity` cells: shape, word and colour. */
export function LevelCell({ text }: { readonly text: string }) {
  const look = isLevel(text) ? text : SEVERITIES[text];
  if (look === undefined) return <span className="muted">{text === '' ? '–' : text}</span>;
  return (
    <span className={`grid-level ink-${look}`}>
      <Icon name={look} />
      {text}
    </span>
  );
}

export function MarksCell({ marks }: { readonly marks: readonly Mark[] }) {
  return marks.map((mark) => (
    <span key={mark} className={`badge tone-${MARKS[mark].tone}`}>
      <Icon name={MARKS[mark].icon} />
      {MARKS[mark].text}
    </span>
  ));
}

/** What became of a service between two cases. */
function ChangeCell({ text }: { readonly text: string }) {
  if (text === 'added')
    return (
      <Badge tone="good" icon="new">
        {text}
      </Badge>
    );
  if (text === 'removed')
    return (
      <Badge tone="high" icon="missing">
        {text}
      </Badge>
    );
  return (
    <Badge tone="medium" icon="changed">
      {text}
    </Badge>
  );
}

export interface CellContentProps {
  readonly spec: ColumnSpec;
  readonly cell: string | number | null;
  readonly marks: readonly Mark[];
}

export function CellContent({ spec, cell, marks }: CellContentProps) {
  if (spec.kind === 'marks') return <MarksCell marks={marks} />;
  if (spec.kind === 'level') return <LevelCell text={cell === null ? '' : String(cell)} />;
  if (spec.kind === 'change') return <ChangeCell text={String(cell)} />;
  return cellText(cell, spec.kind);
}
