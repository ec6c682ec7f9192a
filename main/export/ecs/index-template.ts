/**
 * How each field of our documents is indexed, by its dotted name. `keyword`, `date`, `long` and `boolean` as in ECS; `words`: a
 * keyword that can also be searched by word. Only types that Elasticsearch 7.8 and later and every OpenSearch know: ECS' own
 * `wildcard` and `match_only_text` came later or not at all.
 */
export const ECS_FIELDS: Readonly<
  Record<string, 'keyword' | 'words' | 'text' | 'date' | 'long' | 'boolean'>
> = {
  '@timestamp': 'date',
  message: 'text',
  tags: 'keyword',
  'labels.case': 'keyword',
  'labels.evidence': 'keyword',
  'ecs.version': 'keyword',
  'event.kind': 'keyword',
  'event.category': 'keyword',
  'event.type': 'keyword',
  'event.module': 'keyword',
  'event.dataset': 'keyword',
  'event.action': 'keyword',
  'event.outcome': 'keyword',
  'event.provider': 'keyword',
  'event.code': 'keyword',
  'event.severity': 'long',
  'event.reason': 'words',
  'host.name': 'keyword',
  'host.hostname': 'keyword',
  'host.domain': 'keyword',
  'host.architecture': 'keyword',
  'host.os.type': 'keyword',
  'host.os.platform': 'keyword',
  'host.os.full': 'words',
  'host.os.name': 'words',
  'host.os.version': 'keyword',
  'host.os.kernel': 'keyword',
  'observer.vendor': 'keyword',
  'observer.product': 'keyword',
  'observer.type': 'keyword',
  'observer.version': 'keyword',
  'service.name': 'keyword',
  'service.state': 'keyword',
  'service.type': 'keyword',
  'user.name': 'words',
  'process.executable': 'words',
  'process.command_line': 'words',
  'dll.path': 'words',
  'file.path': 'words',
  'file.name': 'keyword',
  'file.directory': 'keyword',
  'file.size': 'long',
  'file.mode': 'keyword',
  'file.uid': 'keyword',
  'file.gid': 'keyword',
  'file.owner': 'keyword',
  'file.group': 'keyword',
  'file.created': 'date',
  'file.ctime': 'date',
  'file.mtime': 'date',
  'file.hash.md5': 'keyword',
  'file.hash.sha1': 'keyword',
  'file.hash.sha256': 'keyword',
  'package.name': 'keyword',
  'package.version': 'keyword',
  'registry.hive': 'keyword',
  'registry.key': 'keyword',
  'registry.path': 'keyword',
  'registry.value': 'keyword',
  'log.file.path': 'keyword',
  'log.level': 'keyword',
  'error.code': 'keyword',
  'error.message': 'text',
  'rule.id': 'keyword',
  'rule.name': 'words',
  'rule.category': 'keyword',
  'rule.ruleset': 'keyword',
  'rule.author': 'keyword',
  'rule.license': 'keyword',
  'threat.framework': 'keyword',
  'threat.technique.id': 'keyword',
  'threat.technique.name': 'words',
  'threat.technique.reference': 'keyword',
  'threat.technique.subtechnique.id': 'keyword',
  'threat.technique.subtechnique.name': 'words',
  'threat.technique.subtechnique.reference': 'keyword',
  'daemonscope.record': 'keyword',
  'daemonscope.level': 'keyword',
  'daemonscope.rules': 'keyword',
  'daemonscope.evidence': 'words',
  'daemonscope.service.id': 'keyword',
  'daemonscope.service.platform': 'keyword',
  'daemonscope.service.display_name': 'words',
  'daemonscope.service.description': 'text',
  'daemonscope.service.start_mode': 'keyword',
  'daemonscope.service.enabled': 'boolean',
  'daemonscope.service.account': 'keyword',
  'daemonscope.service.last_changed': 'date',
  'daemonscope.service.image_state': 'keyword',
  'daemonscope.service.payloads': 'words',
  'daemonscope.service.definitions': 'keyword',
  'daemonscope.service.unit_file_state': 'keyword',
  'daemonscope.service.failure_command': 'words',
  'daemonscope.event.id': 'keyword',
  'daemonscope.event.platform': 'keyword',
  'daemonscope.event.source': 'keyword',
  'daemonscope.event.channel': 'keyword',
  'daemonscope.event.computer': 'keyword',
  'daemonscope.event.fields': 'words',
  'daemonscope.binary.state': 'keyword',
  'daemonscope.binary.hash_state': 'keyword',
  'daemonscope.binary.package_state': 'keyword',
  'daemonscope.binary.writable_by': 'keyword',
  'daemonscope.binary.used_by': 'words',
  'daemonscope.finding.id': 'keyword',
  'daemonscope.finding.confidence': 'keyword',
  'daemonscope.finding.platform': 'keyword',
  'daemonscope.finding.subject_kind': 'keyword',
  'daemonscope.finding.subject_id': 'keyword',
  'daemonscope.finding.subject_name': 'keyword',
  'daemonscope.finding.matched': 'words',
  'daemonscope.finding.false_positives': 'text',
  'daemonscope.finding.next_steps': 'text',
  'daemonscope.diagnostic.source': 'keyword',
  'daemonscope.diagnostic.offset': 'long',
  'daemonscope.coverage.source': 'keyword',
  'daemonscope.coverage.outcome': 'keyword',
  'daemonscope.coverage.reason': 'text',
  'daemonscope.coverage.counts': 'keyword',
};

/** A Lucene term holds 32,766 bytes, and a longer one refuses its document: a quarter of them in characters always fits. */
const IGNORE_ABOVE = 8_191;

const TYPES = {
  keyword: { type: 'keyword', ignore_above: IGNORE_ABOVE },
  words: { type: 'keyword', ignore_above: IGNORE_ABOVE, fields: { text: { type: 'text', norms: false } } },
  text: { type: 'text', norms: false },
  date: { type: 'date', ignore_malformed: true },
  long: { type: 'long', ignore_malformed: true },
  boolean: { type: 'boolean' },
} as const;

interface Properties {
  [name: string]: { properties: Properties } | (typeof TYPES)[keyof typeof TYPES];
}

/** Body of `PUT /_index_template/daemonscope`. Fields that it does not list are stored and not indexed. */
export function indexTemplate(toolVersion: string): object {
  const properties: Properties = {};
  for (const [name, type] of Object.entries(ECS_FIELDS)) {
    const path = name.split('.');
    const leaf = path.pop() ?? name;
    let place = properties;
    for (const part of path) {
      const inner = place[part] ?? { properties: {} };
      place[part] = inner;
      if ('properties' in inner) place = inner.properties;
    }
    place[leaf] = TYPES[type];
  }
  // ECS says date of @timestamp without leniency: a document without it could not be found by time.
  properties['@timestamp'] = { type: 'date' } as Properties[string];
  return {
    index_patterns: ['daemonscope-*'],
    priority: 200,
    template: {
      settings: { index: { number_of_shards: 1, codec: 'best_compression' } },
      mappings: { dynamic: false, date_detection: false, properties },
    },
    _meta: { description: 'Triage of services by Daemonscope', version: toolVersion },
  };
}
