import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Check } from '../../ui/field.tsx';
import {
  arrangeColumns,
  type ColumnLayout,
  type ColumnSpec,
  isShown,
  moveColumn,
  setShown,
  UNTOUCHED,
} from './column-layout.ts';

export interface ColumnChooserProps {
  readonly specs: readonly ColumnSpec[];
  readonly available: readonly string[];
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
}

/** Which columns, in which order. Their width is set at the header. */
export function ColumnChooser({ specs, available, layout, onLayout }: ColumnChooserProps) {
  const [open, setOpen] = useState(false);
  const all = arrangeColumns(specs, available, layout);
  const shown = all.filter((column) => isShown(column, layout));
  const move = (event: KeyboardEvent, id: string): void => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0) : 0;
    if (by === 0) return;
    event.preventDefault();
    onLayout(moveColumn(layout, all, all, id, by));
  };
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Columns {shown.length}/{all.length}
      </Button>
      <Dialog title="Columns" open={open} onClose={() => setOpen(false)}>
        <p className="muted">
          In the grid, on a header: <kbd>Shift</kbd>+<kbd>←</kbd> <kbd>→</kbd> sets the width, <kbd>Alt</kbd>+
          <kbd>←</kbd> <kbd>→</kbd> moves the column. Here <kbd>Alt</kbd>+<kbd>↑</kbd> <kbd>↓</kbd> moves it.
        </p>
        <ul className="plain column-list">
          {all.map((column, at) => (
            <li key={column.id} className="column-line" onKeyDown={(event) => move(event, column.id)}>
              <Check
                label={column.title}
                checked={isShown(column, layout)}
                // A grid without a column shows nothing that could be undone.
                disabled={shown.length === 1 && shown[0]?.id === column.id}
                onChange={({ target }) => onLayout(setShown(layout, column.id, target.checked))}
              />
              <Button
                look="quiet"
                small
                aria-label={`Move ${column.title} up`}
                disabled={at === 0}
                onClick={() => onLayout(moveColumn(layout, all, all, column.id, -1))}
              >
                ↑
              </Button>
              <Button
                look="quiet"
                small
                aria-label={`Move ${column.title} down`}
                disabled={at === all.length - 1}
                onClick={() => onLayout(moveColumn(layout, all, all, column.id, 1))}
              >
                ↓
              </Button>
            </li>
          ))}
        </ul>
        <div className="row">
          <Button onClick={() => onLayout(UNTOUCHED)}>As it was at first</Button>
          <Button look="primary" onClick={() => setOpen(false)}>
            Done
          </Button>
        </div>
      </Dialog>
    </>
  );
}
