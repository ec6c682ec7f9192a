import { TablePage } from '../grid/table-page.tsx';
import { FILE_COLUMNS, FILE_ORDER } from './columns.ts';

export function FilesPage() {
  return (
    <TablePage
      table="files"
      noun="files"
      specs={FILE_COLUMNS}
      order={FILE_ORDER}
      alike="path"
      hasLevels
      hasKnownGood
      empty="No file passes the filter. Only files that a service names, or that configure one, are listed."
    />
  );
}
