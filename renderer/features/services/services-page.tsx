import { TablePage } from '../grid/table-page.tsx';
import { SERVICE_COLUMNS, SERVICE_ORDER } from './columns.ts';

export function ServicesPage() {
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
