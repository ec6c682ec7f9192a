import type { Plugin } from 'vite';
export function asciiOutput(): Plugin;
