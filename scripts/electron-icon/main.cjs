'use strict';
const { app, BrowserWindow } = require('electron');
const { readFileSync, writeFileSync } = require('node:fs');

/** Draws the SVG of the last argument but one into the PNG of the last. */
const [source, target] = process.argv.slice(-2);
app.disableHardwareAcceleration();
app.whenReady().then(async () => {
  const window = new BrowserWindow({
    show: false,
    frame: false,
    transparent: true,
    useContentSize: true,
    width: 512,
    height: 512,
    webPreferences: { offscreen: true, sandbox: true },
  });
  const svg = readFileSync(source).toString('base64');
  const page = `<body style="margin:0"><img style="display:block" src="data:image/svg+xml;base64,${svg}">`;
  await window.loadURL(`data:text/html,${encodeURIComponent(page)}`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  writeFileSync(target, (await window.webContents.capturePage()).toPNG());
  app.quit();
});
