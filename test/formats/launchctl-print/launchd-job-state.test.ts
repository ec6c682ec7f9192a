import { describe, expect, it } from 'vitest';
import { parseLaunchdJob } from '../../../main/formats/launchctl-print/launchd-job-state.ts';

/** Written after launchctl(1) and what macOS 13 to 15 print; no host of ours. */
const JOB = `system/com.example.agent = {
	active count = 1
	path = /Library/LaunchDaemons/com.example.agent.plist
	type = LaunchDaemon
	state = running

	program = /usr/local/bin/agent
	arguments = {
		/usr/local/bin/agent
		--config = {
		}
		state = stopped
	}

	working directory = /var/empty
	default environment = {
		PATH => /usr/bin:/bin:/usr/sbin:/sbin
	}

	environment = {
		DYLD_INSERT_LIBRARIES => /tmp/x.dylib
		A => b => c
	}

	domain = system
	runs = 2
	pid = 539
	last exit code = (never exited)
	spawn type = daemon (3)
	jetsam properties = {
		state = active
	}
}
`;

describe('parseLaunchdJob', () => {
  it('reads a running job and is not misled by its arguments', () => {
    expect(parseLaunchdJob(JOB)).toEqual({
      target: 'system/com.example.agent',
      label: 'com.example.agent',
      state: 'running',
      pid: 539,
      path: '/Library/LaunchDaemons/com.example.agent.plist',
      type: 'LaunchDaemon',
      program: '/usr/local/bin/agent',
      arguments: ['/usr/local/bin/agent', '--config = {', '}', 'state = stopped'],
      environment: [
        { name: 'DYLD_INSERT_LIBRARIES', value: '/tmp/x.dylib' },
        { name: 'A', value: 'b => c' },
      ],
      workingDirectory: '/var/empty',
      runs: 2,
      lastExitCode: '(never exited)',
      spawnType: 'daemon (3)',
      parentBundle: null,
      damaged: 0,
    });
  });

  it('reads a job that does not run', () => {
    const idle = 'gui/501/com.example.a = {\n\tstate = not running\n\tlast exit code = 78: EX_CONFIG\n}\n';
    expect(parseLaunchdJob(idle)).toMatchObject({
      label: 'com.example.a',
      state: 'not running',
      pid: null,
      lastExitCode: '78: EX_CONFIG',
      arguments: [],
    });
  });

  it('is null for an error message', () => {
    expect(parseLaunchdJob('Could not find service "x" in domain for system\n')).toBeNull();
  });

  it('survives being cut anywhere', () => {
    for (let length = 0; length < JOB.length; length++) {
      expect(() => parseLaunchdJob(JOB.slice(0, length))).not.toThrow();
    }
  });
});
