import { loadRegexEngine } from '../../main/detect/sigma/sigma.ts';

// The command line loads it only when a rule needs it; tests compile rules of every kind.
await loadRegexEngine();
