import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import type { ColumnLayout, ColumnSpec } from './column-layout.ts';
import type { Grouping } from './group-order.ts';
import type { GroupedSource } from './grouped-source.ts';

export interface GroupBarProps {
  readonly groupings: readonly Grouping[];
  readonly specs: readonly ColumnSpec[];
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly source: GroupedSource | null;
}

/** By which column rows are grouped, and all groups at once. */
export function GroupBar({ groupings, specs, layout, onLayout, source }: GroupBarProps) {
  const title = (id: string): string => specs.find((spec) => spec.id === id)?.title ?? id;
  return (
    <span className="group-bar">
      <Select
        label="Group by"
        all="Not grouped"
        value={layout.group}
        options={groupings.map(({ column }) => ({
          value: column,
          text: `By ${title(column).toLowerCase()}`,
        }))}
        onChange={(group) => onLayout({ ...layout, group })}
      />
      {source !== null && (
        <>
          <span className="muted filter-count">{plural(source.groups, 'group')}</span>
          <Button look="quiet" small onClick={() => source.setAll(true)}>
            Expand all
          </Button>
          <Button look="quiet" small onClick={() => source.setAll(false)}>
            Collapse all
          </Button>
        </>
      )}
    </span>
  );
}
