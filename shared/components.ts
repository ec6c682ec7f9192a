/** The data components of ATT&CK's data source Service (DS0019). Apart from the schemas, as `platforms.ts` is. */
export const COMPONENTS = ['service-creation', 'service-metadata', 'service-modification'] as const;
