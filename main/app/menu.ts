import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Only what the keyboard needs: editing, zoom, full screen, leaving. No reload, and developer tools in a checkout only. */
export function setupMenu(): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (!app.isPackaged) view.push({ role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    ...(process.platform === 'darwin' ? [] : [{ label: 'Program', submenu: [{ role: 'quit' } as const] }]),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
