/** The systems that evidence may come from. Apart from the schemas, so that the command line need not load zod. */
export const PLATFORMS = ['windows', 'linux', 'macos'] as const;
