import { chosenVersion } from '../attack-version.ts';
import type { ExportFormat } from '../export-format.ts';
import { loadableJson } from '../loadable-json.ts';
import { type Domain, navigatorLayer } from '../navigator/layer.ts';

const LAYERS: readonly (readonly [name: string, domain: Domain])[] = [
  ['navigator-layer.json', 'enterprise-attack'],
  ['navigator-layer-ics.json', 'ics-attack'],
];

/** Findings on the ATT&CK matrices: a layer holds one matrix, so there are two files. */
export const format: ExportFormat = {
  id: 'navigator',
  title: 'layers for the ATT&CK Navigator: what was found, looked for and not checked',
  files: (result, options) =>
    LAYERS.map(([name, domain]) => ({
      name,
      mediaType: 'application/json',
      text: {
        *[Symbol.iterator]() {
          const version = chosenVersion(result.header, options?.attackVersion);
          yield `${loadableJson(navigatorLayer(result, domain, version), 2)}\n`;
        },
      },
    })),
};
