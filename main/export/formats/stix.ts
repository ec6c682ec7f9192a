import { chosenVersion } from '../attack-version.ts';
import type { ExportFormat } from '../export-format.ts';
import { stixBundle } from '../stix/bundle.ts';

/** Findings for a threat intelligence platform. */
export const format: ExportFormat = {
  id: 'stix',
  title: 'the findings as a STIX 2.1 bundle',
  files: (result, options) => [
    {
      name: 'stix-bundle.json',
      mediaType: 'application/stix+json;version=2.1',
      text: {
        [Symbol.iterator]: () => stixBundle(result, chosenVersion(result.header, options?.attackVersion)),
      },
    },
  ],
};
