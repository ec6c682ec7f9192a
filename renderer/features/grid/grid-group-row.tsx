// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be a virtualised grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell (aria-activedescendant)
import { visibleText } from '../../../shared/text.ts';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { GridGroup } from './row-source.ts';

export interface GridGroupRowProps {
  readonly gridId: string;
  readonly index: number;
  readonly top: number;
  readonly group: GridGroup;
  readonly columns: number;
  readonly active: boolean;
  /** Said of rows without a value. */
  readonly none: string;
}

/** Heading of a group: its value, how many rows, the worst among them. One cell as wide as the row. */
export function GridGroupRow({ gridId, index, top, group, columns, active, none }: GridGroupRowProps) {
  return (
    <div
      role="row"
      className="grid-row grid-group"
      aria-level={1}
      aria-expanded={group.open}
      aria-posinset={group.at}
      aria-setsize={group.of}
      aria-rowindex={index + 2}
      data-row={index}
      data-group={group.key}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        id={`${gridId}-${index}-0`}
        className={active ? 'grid-cell grid-groupcell grid-active' : 'grid-cell grid-groupcell'}
        aria-colindex={1}
        aria-colspan={columns}
        data-column={0}
      >
        <span className="grid-grouptext">
          <Icon name="chevron" className={group.open ? 'grid-groupmark turned' : 'grid-groupmark'} />
          <strong>{groupText(group, none)}</strong>
          <span className="nav-count">{formatCount(group.count)}</span>
          {group.worst !== null && group.worst !== group.value && (
            <span className={`grid-level small ink-${group.worst}`}>
              <Icon name={group.worst} />
              worst {group.worst}
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

/** Its value, safe to show; `none` where there is none. */
export function groupText({ value }: Pick<GridGroup, 'value'>, none: string): string {
  return value === null || value === '' ? none : visibleText(String(value));
}
