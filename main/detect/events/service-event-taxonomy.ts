import { type FieldDescription, fact, record } from '../taxonomy/field.ts';

/**
 * Log source `category: service_event`: what one record of a log says of a service, under the same names for every log and system.
 * Beside these a rule may name the record's own fields (`EventID`, `param1`, `TargetObject`, `CommandLine`…), and for an installation
 * on Windows every field of a configured service that the record is enough for (`ImageDirectoryClass`, `CommandTraits`…).
 */
export const SERVICE_EVENT_FIELDS = {
  Action: fact('text', 'created, changed, started, stopped, failed, deleted, other'),
  ServiceName: fact(
    'text',
    'Key name of the service (unit or label elsewhere), whatever name the record uses; System 7045 gives only a display name, which stands here where no configured service, or more than one, bears it',
  ),
  Actor: fact('text', 'Account that the record names (`DOMAIN\\name`), else its SID; absent when none'),
  ActorKind: fact('text', 'system, service, machine, user, unknown'),
  KnownAdmin: fact(
    'boolean',
    'The account is in the list of known administrators; absent without a list or an account',
  ),
  KnownService: fact('boolean', 'The name is in the list of known services; absent without a list'),
  Configured: fact(
    'boolean',
    'The service is configured now; absent when this evidence holds no configuration',
  ),
  DisplayName: record('text', 'DisplayName of the service, where it is configured'),
  InboxName: fact('boolean', 'Some release of Windows ships a service of this name'),
  RandomName: fact('text', 'low, medium, high: how random the name looks'),
  NameShape: fact('list', 'letters-4, letters-8, letters-16, hex-7, hex, guid, digits, ten-alnum'),
  Product: record('text', 'workstation or server; absent when unknown'),
  ServiceState: fact('text', 'Of System 7036: running, stopped, paused… in English whatever the language'),
  OldStartType: fact('text', 'Of System 7040: boot, system, auto, manual, disabled'),
  NewStartType: fact('text', 'The same, after the change'),
  StartMode: fact('text', 'Of an installation: boot, system, auto, manual, disabled'),
  ImagePath: record('text', 'Of an installation: the command, as the record has it'),
  Drivers: record('text', 'Of System 7026: the drivers that did not load'),
  EventID: record('number', 'Event id'),
  Provider_Name: record('text', 'Provider'),
  Channel: record('text', 'Channel'),
  Computer: record('text', 'Computer that wrote the record'),
  Source: record('text', 'Artefact source that read it, e.g. windows-events'),
} as const satisfies Record<string, FieldDescription>;
