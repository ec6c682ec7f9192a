import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';
import { isPlistDict } from '../../formats/plist/plist-value.ts';
import { text } from '../launchd/dictionary.ts';
import { homes } from '../launchd/job-places.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import { activatorRecord } from './activator-record.ts';
import type { StartupPlaces } from './startup-places.ts';
import { startupPlist } from './startup-plist.ts';

const NAME = 'com.apple.loginwindow';
const HOOKS = [
  ['LoginHook', 'login-hook', 'login'],
  ['LogoutHook', 'logout-hook', 'logout'],
] as const;

/**
 * Programs that loginwindow runs as root when somebody logs in or out (Apple, "Customizing Login and Startup", Login and Logout
 * Scripts): preferences of root, of all users, and of each user and host.
 */
export function* loginHooks(places: StartupPlaces): Generator<ServiceRecord> {
  for (const file of places.single(`/Library/Preferences/${NAME}.plist`)) yield* hooksOf(file, null, places);
  for (const { home, name } of homes(places.reader.evidence)) {
    const folder = `${home}/Library/Preferences`;
    for (const file of places.single(`${folder}/${NAME}.plist`)) yield* hooksOf(file, name, places);
    for (const file of places.files(`${folder}/ByHost`)) {
      if (file.name.startsWith(`${NAME}.`) && file.name.endsWith('.plist'))
        yield* hooksOf(file, name, places);
    }
  }
}

function* hooksOf(
  file: StartupFile,
  user: string | null,
  { reader }: StartupPlaces,
): Generator<ServiceRecord> {
  const value = startupPlist(file, reader);
  if (!isPlistDict(value)) return;
  for (const [key, mechanism, trigger] of HOOKS) {
    const command = text(value, key);
    if (command === null || command.trim() === '') continue;
    // The value is a path; one with a space is still one if such a file is there.
    const whole = reader.files.find(command);
    const argv = whole.state === 'found' ? [command] : shellWords(command);
    yield activatorRecord({
      mechanism,
      file,
      role: 'plist',
      locator: { kind: 'plist', key },
      part: key,
      name: key,
      kind: 'job',
      command,
      payloads: commandPayloads(argv, { role: 'image', from: key, raw: command }, reader.files),
      enabled: true,
      account: 'root',
      user,
      trigger,
    });
  }
}
