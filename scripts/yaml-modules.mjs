import { parse } from 'yaml';

/**
 * Vite plugin: `import text from './x.yml'` gives the parsed document as JSON text, for whoever needs it to parse. Used for
 * built-in rules and lists: some hundred of them, of which a run without rules needs none.
 */
export function yamlModules() {
  return {
    name: 'yaml-modules',
    transform(source, id) {
      if (!/\.ya?ml$/.test(id.split('?')[0] ?? id) || /[?&]raw/.test(id)) return null;
      return {
        code: `export default ${JSON.stringify(JSON.stringify(parse(source)))};`,
        map: { mappings: '' },
        moduleType: 'js',
      };
    },
  };
}
