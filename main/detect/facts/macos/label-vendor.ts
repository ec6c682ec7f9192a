import { canonicalMacosPath } from './macos-path.ts';

/** A vendor by the reverse domains that begin its labels, and the words that folders and bundles of its products bear. */
interface Vendor {
  readonly name: string;
  readonly domains: readonly string[];
  readonly words: readonly string[];
}

const vendor = (name: string, domains: string, words: string): Vendor => ({
  name,
  domains: domains.split(' '),
  words: words.split(' '),
});

/** Vendors whose jobs are on many Macs, so that their names are worth borrowing. */
const VENDORS: readonly Vendor[] = [
  vendor('google', 'com.google', 'google keystone chrome santa drivefs'),
  vendor(
    'microsoft',
    'com.microsoft',
    'microsoft onedrive teams defender edge autoupdate mau intune skype visual',
  ),
  vendor('adobe', 'com.adobe', 'adobe acrobat creative'),
  vendor('zoom', 'us.zoom', 'zoom'),
  vendor('docker', 'com.docker', 'docker'),
  vendor('dropbox', 'com.dropbox com.getdropbox', 'dropbox'),
  vendor('oracle', 'com.oracle', 'oracle java virtualbox jdk jre'),
  vendor('mozilla', 'org.mozilla', 'mozilla firefox thunderbird'),
  vendor('teamviewer', 'com.teamviewer', 'teamviewer'),
  vendor('jamf', 'com.jamf com.jamfsoftware', 'jamf'),
  vendor('cisco', 'com.cisco', 'cisco anyconnect webex umbrella'),
  vendor('citrix', 'com.citrix', 'citrix'),
  vendor('vmware', 'com.vmware', 'vmware carbonblack'),
  vendor('parallels', 'com.parallels', 'parallels'),
  vendor('logitech', 'com.logitech com.logi', 'logitech logi logioptionsplus lghub'),
  vendor('spotify', 'com.spotify', 'spotify'),
  vendor('steam', 'com.valvesoftware', 'steam'),
  vendor('norton', 'com.symantec com.norton', 'symantec norton'),
  vendor('mcafee', 'com.mcafee', 'mcafee'),
  vendor('sophos', 'com.sophos', 'sophos'),
  vendor('crowdstrike', 'com.crowdstrike', 'crowdstrike falcon'),
  vendor('sentinelone', 'com.sentinelone', 'sentinel'),
  vendor('malwarebytes', 'com.malwarebytes', 'malwarebytes'),
  vendor('paloalto', 'com.paloaltonetworks', 'paloalto globalprotect traps cortex'),
  vendor('kaspersky', 'com.kaspersky', 'kaspersky'),
  vendor('avast', 'com.avast', 'avast'),
  vendor('brave', 'com.brave', 'brave'),
  vendor('opera', 'com.operasoftware', 'opera'),
  vendor('jetbrains', 'com.jetbrains', 'jetbrains'),
  vendor('slack', 'com.tinyspeck', 'slack'),
  // Not com.github itself: authors of free software name their labels after their account there.
  vendor('github', 'com.github.githubclient com.github.desktop', 'github'),
  vendor('hp', 'com.hp', 'hp hewlett'),
  vendor('epson', 'com.epson', 'epson'),
  vendor('canon', 'com.canon jp.co.canon', 'canon'),
  vendor('evernote', 'com.evernote', 'evernote'),
];

const BY_DOMAIN = new Map(VENDORS.flatMap((one) => one.domains.map((domain) => [domain, one] as const)));

/** Reverse domains of vendors that are worth imitating, Apple's first. */
export const IMITATED_DOMAINS: readonly string[] = ['com.apple', ...BY_DOMAIN.keys()];

/** `com.google` of `com.google.keystone.agent`: as many components as some vendor's domain has. */
function vendorOf(label: string): Vendor | undefined {
  const parts = label.toLowerCase().split('.');
  for (const count of [3, 2]) {
    if (parts.length <= count) continue;
    const found = BY_DOMAIN.get(parts.slice(0, count).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Name of the vendor whose reverse domain the label begins with; undefined when none of those that are told apart. */
export function vendorOfLabel(label: string): string | undefined {
  return vendorOf(label)?.name;
}

/**
 * Does any of the paths have a component with the name of the label's vendor or of a product of its? Files of the sealed system
 * bear no vendor's name, so only others are looked at; undefined without such a vendor.
 */
export function vendorPathMatches(label: string, paths: readonly string[]): boolean | undefined {
  const found = vendorOf(label);
  if (found === undefined) return undefined;
  return paths.some((path) => {
    const clean = canonicalMacosPath(path).toLowerCase();
    return found.words.some((word) => clean.includes(word));
  });
}
