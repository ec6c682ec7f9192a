import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';
import { TablePage } from '../grid/table-page.tsx';
import { EVENT_COLUMNS, EVENT_ORDER } from './columns.ts';

function EventsPage() {
  return (
    <TablePage
      table="events"
      noun="events"
      specs={EVENT_COLUMNS}
      order={EVENT_ORDER}
      hasLevels={false}
      hasKnownGood={false}
      empty="No event: either none passes the filter, or no log and no older copy of the configuration was read."
    />
  );
}

export const view: View = {
  id: 'events',
  title: 'Events',
  icon: 'events',
  key: 'e',
  needsCase: true,
  shortcuts: GRID_SHORTCUTS,
  Component: EventsPage,
};
