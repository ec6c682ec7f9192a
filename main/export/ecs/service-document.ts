import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { isTime } from '../evidence-time.ts';
import type { Subject } from '../subject-index.ts';
import { type EcsBase, ecsHead, ecsPointer, pointerLines } from './ecs-base.ts';
import type { SaidObject } from './ecs-document.ts';

/** A configured service: ECS' own service.* is about monitored ones, so the details are under daemonscope.service. */
export function serviceDocument(
  service: ServiceRecord,
  subject: Subject | undefined,
  base: EcsBase,
): SaidObject {
  const { id, platform, kind, name, displayName, description, command, image, payloads, provenance } =
    service;
  const message = `Service ${name}${command === null ? '' : `: ${command}`}`;
  return {
    ...ecsHead(base, service.lastChanged, message, {
      kind: 'state',
      category: [kind === 'driver' ? 'driver' : 'configuration'],
      type: ['info'],
      dataset: 'service',
    }),
    service: { name, state: service.state, type: kind },
    process: { executable: image?.path, command_line: command },
    dll: { path: payloads.find(({ role }) => role === 'service-dll')?.path },
    file: { path: image?.path, hash: { sha256: image?.sha256 } },
    ...ecsPointer(provenance),
    daemonscope: {
      record: 'service',
      level: subject?.worst,
      rules: [...new Set((subject?.findings ?? []).map(({ rule }) => rule))],
      evidence: pointerLines(provenance),
      service: {
        id,
        platform,
        display_name: displayName,
        description,
        start_mode: service.startMode,
        enabled: service.enabled,
        account: service.account,
        last_changed: isTime(service.lastChanged) ? service.lastChanged : null,
        image_state: image?.state,
        payloads: payloads.map(({ role, path, raw }) => `${role}: ${path || raw}`),
        definitions: (service.definitions ?? []).map(({ path }) => path),
        unit_file_state: service.systemd?.unitFileState,
        failure_command: service.windows?.failureCommand,
      },
    },
  };
}

export function binaryDocument(
  binary: BinaryRecord,
  names: ReadonlyMap<string, string>,
  base: EcsBase,
): SaidObject {
  const { path, size, mode, uid, gid, owner, group, md5, sha1, sha256, created, changed, modified } = binary;
  const cut = Math.max(path.lastIndexOf('/'), binary.platform === 'windows' ? path.lastIndexOf('\\') : -1);
  return {
    ...ecsHead(base, modified, `File ${path}`, {
      kind: 'state',
      category: ['file'],
      type: ['info'],
      dataset: 'binary',
    }),
    file: {
      path,
      name: path.slice(cut + 1),
      directory: path.slice(0, Math.max(cut, 0)),
      size,
      mode,
      uid: uid === null ? null : String(uid),
      gid: gid === null ? null : String(gid),
      owner,
      group,
      created: isTime(created) ? created : null,
      ctime: isTime(changed) ? changed : null,
      mtime: isTime(modified) ? modified : null,
      hash: { md5, sha1, sha256 },
    },
    package: { name: binary.package?.package, version: binary.package?.version },
    daemonscope: {
      record: 'binary',
      binary: {
        state: binary.state,
        hash_state: binary.hashState,
        package_state: binary.package?.state,
        writable_by: binary.writableBy,
        used_by: binary.usedBy.map(({ service, role }) => `${names.get(service) ?? service} (${role})`),
      },
    },
  };
}
