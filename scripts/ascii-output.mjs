/**
 * Vite plugin: writes every character outside ASCII as an escape, so that the launcher may read the program at one byte a
 * character. They stand in strings, templates, regular expressions and comments only, where the escape means the same.
 */
export function asciiOutput() {
  return {
    name: 'ascii-output',
    enforce: 'post',
    // The last hook: earlier ones are printed again by the bundler, which undoes escapes.
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code.replace(
          /[\u0080-\uffff]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}
