import { parse } from 'yaml';

/** Vite plugin: `import x from './x.yml'` gives the parsed document as data. Used for built-in rules and lists. */
export function yamlModules() {
  return {
    name: 'yaml-modules',
    transform(source, id) {
      if (!/\.ya?ml$/.test(id.split('?')[0] ?? id) || /[?&]raw/.test(id)) return null;
      return {
        code: `export default ${JSON.stringify(parse(source))};`,
        map: { mappings: '' },
        moduleType: 'js',
      };
    },
  };
}
