import { TablePage } from '../grid/table-page.tsx';
import { SERVICE_COLUMNS, SERVICE_GROUPINGS, SERVICE_ORDER } from './columns.ts';

export function ServicesPage() {
  return (
    <TablePage
      table="services"
      noun="services"
      specs={SERVICE_COLUMNS}
      order={SERVICE_ORDER}
      alike="name"
      groupings={SERVICE_GROUPINGS}
      hasLevels
      hasKnownGood
      empty="No service passes the filter."
    />
  );
}
