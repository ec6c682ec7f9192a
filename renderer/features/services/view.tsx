import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';
import { TablePage } from '../grid/table-page.tsx';
import { SERVICE_COLUMNS, SERVICE_ORDER } from './columns.ts';

function ServicesPage() {
  return (
    <TablePage
      table="services"
      noun="services"
      specs={SERVICE_COLUMNS}
      order={SERVICE_ORDER}
      hasLevels
      hasKnownGood
      empty="No service passes the filter."
    />
  );
}

export const view: View = {
  id: 'services',
  title: 'Services',
  icon: 'services',
  key: 's',
  needsCase: true,
  shortcuts: [{ keys: 'h', what: 'Hide or show verified known-good' }, ...GRID_SHORTCUTS],
  Component: ServicesPage,
};
