import type { Plugin } from 'vite';
export function yamlModules(): Plugin;
