'use strict';
const { rmSync } = require('node:fs');
const { join } = require('node:path');

/** A packaged program has no use for the app that an Electron shows when it is given none. */
exports.default = async ({ appOutDir, packager }) => {
  const resources =
    packager.platform.name === 'mac'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents/Resources')
      : join(appOutDir, 'resources');
  rmSync(join(resources, 'default_app.asar'), { force: true });
};
