import manifest from '../../package.json' with { type: 'json' };

export const TOOL_NAME = manifest.name;
export const TOOL_VERSION = manifest.version;
