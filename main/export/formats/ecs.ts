import { chosenVersion } from '../attack-version.ts';
import { bulkLines } from '../ecs/bulk-lines.ts';
import { indexTemplate } from '../ecs/index-template.ts';
import type { ExportFormat } from '../export-format.ts';
import { loadableJson } from '../loadable-json.ts';

/** Every record for Elasticsearch or OpenSearch, where the hosts of a fleet come together (docs/how-to/search-a-fleet.md). */
export const format: ExportFormat = {
  id: 'ecs',
  title: 'every record for Elasticsearch or OpenSearch, with an index template',
  files: (result, options) => [
    {
      name: 'ecs.ndjson',
      mediaType: 'application/x-ndjson',
      text: {
        [Symbol.iterator]: () => bulkLines(result, chosenVersion(result.header, options?.attackVersion)),
      },
    },
    {
      name: 'ecs-index-template.json',
      mediaType: 'application/json',
      text: {
        *[Symbol.iterator]() {
          yield `${loadableJson(indexTemplate(result.header.tool.version), 2)}\n`;
        },
      },
    },
  ],
};
