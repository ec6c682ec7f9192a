// The mock must be there before the window's own code asks anything.
await import('./install.ts');
await import('../main.tsx');

export {};
