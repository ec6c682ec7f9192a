import { TablePage } from '../grid/table-page.tsx';
import { EVENT_COLUMNS, EVENT_ORDER } from './columns.ts';

export function EventsPage() {
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
