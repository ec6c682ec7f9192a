import type { Definition, Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import {
  type BackgroundItem,
  BTM_APP,
  BTM_DEVELOPER,
  BTM_LOGIN_ITEM,
  dispositionWords,
  hasType,
  isAllowed,
  isEnabled,
  typeText,
} from './background-item.ts';
import { bundleInfo } from './bundle-info.ts';
import { filePayload, imageOf } from './file-payload.ts';

/**
 * Does it start something by itself? Developers only group others, and an app that is not enabled is there for the items that it
 * contains.
 */
export function startsSomething(item: BackgroundItem): boolean {
  if (hasType(item, BTM_APP)) return isEnabled(item) === true;
  return !hasType(item, BTM_DEVELOPER) || item.path !== null || item.executablePath !== null;
}

/** The record of a background item that no job of this evidence belongs to: a login item, or one whose property list is gone. */
export function orphanedItem(item: BackgroundItem, evidence: Evidence, files: UnixFiles): ServiceRecord {
  const isLogin = item.type === null || hasType(item, BTM_APP + BTM_LOGIN_ITEM);
  const definitions: Definition[] = [];
  const payloads: Payload[] = [];
  const properties: Record<string, string> = { ...item.fields };
  if (item.path !== null) {
    const state = placeState(item.path, evidence, files);
    properties['path'] = item.path;
    properties['pathState'] = state;
    if (/\.plist$/i.test(item.path))
      definitions.push({ role: 'plist', path: item.path, evidencePath: files.find(item.path).evidencePath });
  }
  const program = programOf(item, evidence);
  if (program !== null)
    payloads.push(filePayload('image', program.from, program.raw, files.find(program.path)));
  const enabled = isEnabled(item) === null ? true : isEnabled(item) === true && isAllowed(item) === true;
  return {
    type: 'service',
    id: `macos:background-item:${item.store}:${item.fields['userIdentifier'] ?? item.user ?? ''}:${item.identifier ?? item.index}`,
    platform: 'macos',
    kind: isLogin ? 'login-item' : 'other',
    name: item.label ?? item.name ?? item.path ?? `background item ${item.index}`,
    displayName: item.name,
    description: null,
    command: program?.raw ?? item.url,
    image: imageOf(payloads),
    payloads,
    startMode: enabled ? 'auto' : 'disabled',
    enabled,
    state: 'configured',
    account: item.user,
    lastChanged: item.fields['modificationDate'] ?? item.storeTime,
    provenance: [{ path: item.store, locator: { kind: 'plist', key: keyOf(item) }, time: item.storeTime }],
    definitions,
    activator: {
      mechanism: 'background-item',
      user: item.user,
      trigger: typeText(item.type) ?? 'login item',
      startsUnit: isLogin ? null : item.label,
      properties: { ...properties, dispositionText: dispositionWords(item.disposition).join(', ') },
    },
  };
}

function keyOf({ fields, index }: BackgroundItem): string {
  const user = fields['userIdentifier'];
  return user === undefined
    ? `backgroundItems[${index}]`
    : `itemsByUserIdentifier.${user}[${fields['uuid'] ?? index}]`;
}

/** A bundle is a folder, which is found as well as a file. */
function placeState(path: string, evidence: Evidence, files: UnixFiles): string {
  const { state } = files.find(path);
  return state !== 'found' && evidence.lookup(path).state === 'directory' ? 'found' : state;
}

function programOf(
  item: BackgroundItem,
  evidence: Evidence,
): { readonly from: string; readonly raw: string; readonly path: string } | null {
  const { executable, executablePath, path, url } = item;
  if (executable !== null)
    return { from: 'executablePath', raw: executable, path: executablePath ?? executable };
  if (path === null || /\.plist$/i.test(path)) return null;
  const raw = url ?? path;
  const from = url === null ? 'bookmark' : 'url';
  if (evidence.lookup(path).state !== 'directory') return { from, raw, path };
  const inside = bundleInfo(evidence, path)?.executable ?? null;
  return inside === null ? null : { from, raw, path: inside };
}
