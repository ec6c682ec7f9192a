import { describe, expect, it } from 'vitest';
import { systemdMeaning, upstartMeaning } from '../../../main/sources/logs-text/systemd-message.ts';

const brief = (message: string) => {
  const meaning = systemdMeaning(message, () => null);
  return meaning === null ? null : [meaning.action, meaning.operation, meaning.service];
};

describe('messages of systemd', () => {
  // Texts of systemd 219 to 255 (src/core: job.c, service.c, unit.c, manager.c, dbus-manager.c).
  it.each<[string, ReturnType<typeof brief>]>([
    ['Started ssh.service - OpenBSD Secure Shell server.', ['started', 'started', 'ssh.service']],
    ['Started ssh.service.', ['started', 'started', 'ssh.service']],
    ['Started OpenBSD Secure Shell server.', ['started', 'started', null]],
    [
      'Finished apt-daily.service - Daily apt download activities.',
      ['started', 'finished', 'apt-daily.service'],
    ],
    ['Listening on dbus.socket - D-Bus System Message Bus Socket.', ['started', 'listening', 'dbus.socket']],
    ['Stopped x@a-b.service - Instance a - b.', ['stopped', 'stopped', 'x@a-b.service']],
    ['Stopped (with error) x.service - X.', ['stopped', 'stopped', 'x.service']],
    ['Failed to start x.service - X.', ['failed', 'start-failed', 'x.service']],
    ['Dependency failed for x.service - X.', ['failed', 'dependency-failed', 'x.service']],
    ['Reloaded x.service - X.', ['other', 'reloaded', 'x.service']],
    ['Starting x.service - X...', null],
    ['Stopping X...', null],
    ['Started session-3.scope - Session 3 of User bob.', null],
    ['Started Session c1 of user bob.', null],
    ['Started User Manager for UID 1000.', null],
    ['Created slice user-1000.slice - User Slice of UID 1000.', null],
    ['Reached target multi-user.target - Multi-User System.', null],
    ['Mounted proc.mount - x.', null],
    [
      'x.service: Main process exited, code=killed, status=15/TERM',
      ['stopped', 'main-process-exited', 'x.service'],
    ],
    [
      'x.service: Main process exited, code=killed, status=9/KILL',
      ['failed', 'main-process-exited', 'x.service'],
    ],
    [
      'x.service: main process exited, code=exited, status=1/FAILURE',
      ['failed', 'main-process-exited', 'x.service'],
    ],
    [
      'x.service: Control process exited, code=exited status=203',
      ['failed', 'control-process-exited', 'x.service'],
    ],
    ['x.service: Deactivated successfully.', ['stopped', 'deactivated', 'x.service']],
    ['x.service: Succeeded.', ['stopped', 'deactivated', 'x.service']],
    ["x.service: Failed with result 'timeout'.", ['failed', 'failed', 'x.service']],
    ['x.service: Unit entered failed state.', ['failed', 'failed', 'x.service']],
    [
      'x.service: Scheduled restart job, restart counter is at 5.',
      ['other', 'restart-scheduled', 'x.service'],
    ],
    [
      'x.service: Service hold-off time over, scheduling restart.',
      ['other', 'restart-scheduled', 'x.service'],
    ],
    ['x.service: Start request repeated too quickly.', ['failed', 'start-limit', 'x.service']],
    [
      'x.service: Failed at step EXEC spawning /tmp/x: No such file or directory',
      ['failed', 'step-failed', 'x.service'],
    ],
    [
      "x.service: Unable to locate executable '/tmp/x': No such file or directory",
      ['failed', 'executable-missing', 'x.service'],
    ],
    ['x.service: start operation timed out. Terminating.', ['failed', 'timed-out', 'x.service']],
    ['x.service: Killing process 12 (y) with signal SIGKILL.', ['other', 'killing', 'x.service']],
    ['x.service: Consumed 1.2s CPU time.', null],
    ['user.slice: Consumed 1.2s CPU time.', null],
    ['session-1.scope: Deactivated successfully.', null],
    ['Reloading.', ['other', 'daemon-reload', null]],
    ['Reloading...', ['other', 'daemon-reload', null]],
    [
      "Reloading requested from client PID 812 ('systemctl') (unit session-1.scope)...",
      ['other', 'daemon-reload', null],
    ],
    [
      "/etc/systemd/system/x.service:12: Unknown key name 'Foo' in section 'Service', ignoring.",
      ['other', 'unit-file-problem', 'x.service'],
    ],
    [
      "[/usr/lib/systemd/system/x.service:9] Unknown lvalue 'Foo' in section 'Service'",
      ['other', 'unit-file-problem', 'x.service'],
    ],
    ['Detected virtualization kvm.', null],
    ['', null],
  ])('%s', (message, expected) => {
    expect(brief(message)).toEqual(expected);
  });

  it('keeps what a message says beside that', () => {
    const fields = (message: string) => systemdMeaning(message, () => null)?.fields;
    expect(fields('x.service: Failed at step EXEC spawning /tmp/x: No such file or directory')).toEqual({
      step: 'EXEC',
      executable: '/tmp/x',
      reason: 'No such file or directory',
    });
    expect(fields("Reloading requested from client PID 812 ('systemctl') (unit session-1.scope)...")).toEqual(
      {
        clientPid: 812,
        clientProgram: 'systemctl',
        clientUnit: 'session-1.scope',
      },
    );
    expect(fields('x.service: Scheduled restart job, restart counter is at 5.')).toEqual({ restarts: 5 });
    expect(fields('Started x.service - A - b.')).toEqual({ description: 'A - b' });
  });
});

it('reads messages of Upstart', () => {
  expect(upstartMeaning('nginx main process (123) terminated with status 1')).toMatchObject({
    action: 'failed',
    operation: 'main-process-exited',
    service: 'nginx',
    fields: { pid: 123, status: '1' },
  });
  expect(upstartMeaning('ssh (tty1) main process (9) killed by TERM signal')).toMatchObject({
    action: 'stopped',
  });
  expect(upstartMeaning('nginx respawning too fast, stopped')).toMatchObject({
    action: 'failed',
    service: 'nginx',
  });
  expect(upstartMeaning('nginx main process ended, respawning')).toMatchObject({
    action: 'other',
    service: 'nginx',
  });
  expect(upstartMeaning('Switching to runlevel: 2')).toBeNull();
});
