import { detectionLists } from '../../lists/lists.ts';
import { bitCount, editDistance, letterMask } from '../edit-distance.ts';
import { withoutConfusables, withoutHomoglyphs } from '../folding.ts';
import { IMITATED_DOMAINS } from './label-vendor.ts';

export interface LabelResemblance {
  /** Label of macOS, or reverse domain of a vendor. */
  readonly name: string;
  readonly how: 'edit-distance' | 'confusable' | 'homoglyph' | 'affix' | 'same';
}

/** Longer labels are not compared; Apple's longest has 77 characters. */
const MAX_COMPARED = 96;
/** Domains of one letter more or less than a vendor's that are somebody's own. */
const OTHERS = new Set([
  'com.apples',
  'com.adone',
  'com.goggle',
  'com.appl',
  'com.brace',
  'com.oper',
  'com.canonical',
]);
/** Words that make a name of a vendor look like a part of that vendor. */
const AFFIX =
  '(?:inc|corp|update|updates|updater|service|services|support|software|security|system|systems|cloud|sync|helper|agent|daemon|core|store|id|os|mac|macos|osx|dev|developer)';

interface AppleLabels {
  readonly byLower: ReadonlyMap<string, string>;
  readonly targets: readonly { readonly name: string; readonly lower: string; readonly mask: number }[];
}

let appleLabels: AppleLabels | undefined;

function knownAppleLabels(): AppleLabels {
  if (appleLabels === undefined) {
    const byLower = new Map(
      (detectionLists().get('macos_apple_labels')?.entries ?? []).map((label) => [
        label.toLowerCase(),
        label,
      ]),
    );
    const targets = Array.from(byLower, ([lower, name]) => ({ name, lower, mask: letterMask(lower) }));
    appleLabels = { byLower, targets };
  }
  return appleLabels;
}

/**
 * The well-known label or vendor's domain that a label imitates. `outside`: it is one of com.apple. outside Apple's folders, so
 * that its likeness to a label of macOS counts; elsewhere labels of one vendor resemble each other by nature.
 */
export function labelResemblance(label: string, outside: boolean): LabelResemblance | undefined {
  if (label.length > MAX_COMPARED) return undefined;
  const lower = label.toLowerCase();
  if (lower.startsWith('com.apple.')) return outside ? nearAppleLabel(lower) : undefined;
  const plain = withoutHomoglyphs(label.replace(/\p{Cf}/gu, '')).toLowerCase();
  if (plain !== lower) {
    const target = IMITATED_DOMAINS.find((domain) => plain.startsWith(`${domain}.`));
    if (target !== undefined) return { name: target, how: 'homoglyph' };
  }
  return nearDomain(plain) ?? withAffix(plain);
}

/** Domains of vendors in the forms in which a label is compared with them. */
const VENDOR_DOMAINS = IMITATED_DOMAINS.map((target) => {
  const components = target.split('.');
  return {
    target,
    count: components.length,
    top: components[0],
    vendor: components.at(-1) ?? '',
    confusable: withoutConfusables(target),
  };
});

function nearAppleLabel(lower: string): LabelResemblance | undefined {
  const { byLower, targets } = knownAppleLabels();
  const same = byLower.get(lower);
  if (same !== undefined) return { name: same, how: 'same' };
  const limit = lower.length < 18 ? 1 : 2;
  const mask = letterMask(lower);
  for (const target of targets) {
    if (Math.abs(target.lower.length - lower.length) > limit) continue;
    // One edit changes at most two letters of the set.
    if (bitCount(mask ^ target.mask) > 2 * limit) continue;
    if (editDistance(lower, target.lower, limit) <= limit) return { name: target.name, how: 'edit-distance' };
  }
  return undefined;
}

/** Its first components are nearly those of a vendor: `com.appie.`, `com.rnicrosoft.`, `corn.apple.`. */
function nearDomain(plain: string): LabelResemblance | undefined {
  const parts = plain.split('.');
  if (parts.length < 3) return undefined;
  for (const { target, count, top, vendor, confusable } of VENDOR_DOMAINS) {
    const domain = parts.slice(0, count).join('.');
    if (domain === target || OTHERS.has(domain)) continue;
    if (withoutConfusables(domain) === confusable) return { name: target, how: 'confusable' };
    const own = parts[count - 1] ?? '';
    // One edit in five letters is another word (`adobe`, `abode`), so it must be in the middle and the ends the same.
    if (vendor.length < 5 || parts[0] !== top || own.charAt(0) !== vendor.charAt(0)) continue;
    const limit = vendor.length >= 8 ? 2 : 1;
    if (own !== vendor && !own.startsWith(vendor) && editDistance(own, vendor, limit) <= limit)
      return { name: target, how: 'edit-distance' };
  }
  return undefined;
}

const APPLE_AFFIX = new RegExp(`^(?:com|net|org|io|co|me|app)[._-](?:apple|mac)[_-]?${AFFIX}(?:[._-]|$)`);
const OTHER_TOP = /^(?:net|org|io|co|me|app|dev|cn|us|inc)\.(apple|google|microsoft|adobe)(?:\.|$)/;
/** `apple.x`, `com-apple-x`, `com.apple_x`, `comapple.x`: the same letters with other punctuation. */
const NO_TOP = /^(?:(?:com[_-]?)?apple(?:[._-]|$)|com\.apple[_-])/;
/** Programs and parts of macOS in the place of a company's name. */
const PROGRAM_AS_DOMAIN =
  /^com\.(?:finder|safari|spotlight|itunes|icloud|xprotect|gatekeeper|macos|macosx|osx|appstore|softwareupdate|systempreferences|systemsettings|launchd|mdworker|imessage|facetime|keychain|timemachine)\./;
const VENDOR_AFFIX = new RegExp(`^com\\.(google|microsoft|adobe|docker|dropbox)[_-]?${AFFIX}\\.`);

function withAffix(plain: string): LabelResemblance | undefined {
  if (APPLE_AFFIX.test(plain) || NO_TOP.test(plain) || PROGRAM_AS_DOMAIN.test(plain))
    return { name: 'com.apple', how: 'affix' };
  const vendor = OTHER_TOP.exec(plain)?.[1] ?? VENDOR_AFFIX.exec(plain)?.[1];
  return vendor === undefined ? undefined : { name: `com.${vendor}`, how: 'affix' };
}
