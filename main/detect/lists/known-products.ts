import { detectionLists } from './lists.ts';

/** Lists of names that attackers give, as against names of products. */
const OF_ATTACKERS = new Set([
  'malware_service_names',
  'remote_execution_services',
  'byovd_driver_names',
  'hack_tool_tokens',
]);

let names: Set<string> | undefined;

/**
 * Is the service name, as it is, that of a product in our lists? Such a name imitates nothing and is not random.
 * It says nothing about whether the service is that product's.
 */
export function isKnownProductName(name: string): boolean {
  if (names === undefined) {
    names = new Set();
    for (const [list, { entries }] of detectionLists()) {
      if (OF_ATTACKERS.has(list) || !/services|drivers|providers$/.test(list)) continue;
      for (const entry of entries) if (!/[*?]/.test(entry)) names.add(entry.toLowerCase());
    }
  }
  return names.has(name.toLowerCase());
}
