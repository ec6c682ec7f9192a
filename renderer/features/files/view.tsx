import type { View } from '../../app/view.ts';
import { GRID_SHORTCUTS } from '../grid/shortcuts.ts';
import { TablePage } from '../grid/table-page.tsx';
import { FILE_COLUMNS, FILE_ORDER } from './columns.ts';

function FilesPage() {
  return (
    <TablePage
      table="files"
      noun="files"
      specs={FILE_COLUMNS}
      order={FILE_ORDER}
      hasLevels
      hasKnownGood
      empty="No file passes the filter. Only files that a service names, or that configure one, are listed."
    />
  );
}

export const view: View = {
  id: 'files',
  title: 'Files',
  icon: 'files',
  key: 'i',
  needsCase: true,
  shortcuts: [{ keys: 'h', what: 'Hide or show verified known-good' }, ...GRID_SHORTCUTS],
  Component: FilesPage,
};
