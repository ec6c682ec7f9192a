import type { Platform } from '../../../shared/model/common.ts';
import type { Finding } from '../../../shared/model/finding.ts';

/** `1 finding`, `2 findings`, `737 services`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** With thousands separated, the same in every locale. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `currentControlSet` and `not-in-evidence` as words. */
export function spaced(word: string): string {
  return word
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}

/** What `lastChanged` of a service is the time of, on its system. */
export function changeWords(platform: Platform | null): string {
  return platform === 'windows' ? 'key last written' : 'file last changed';
}

export const COMPONENT_TITLES: Readonly<Record<Finding['component'], string>> = {
  'service-creation': 'Service creation',
  'service-metadata': 'Service metadata',
  'service-modification': 'Service modification',
};

export const COMPONENTS = Object.keys(COMPONENT_TITLES) as readonly Finding['component'][];
