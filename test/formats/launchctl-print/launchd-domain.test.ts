import { describe, expect, it } from 'vitest';
import {
  parseLaunchdDomain,
  parsePrintDisabled,
} from '../../../main/formats/launchctl-print/launchd-domain.ts';

/** Written after launchctl(1) and what macOS 13 to 15 print; no host of ours. */
const SYSTEM = `system = {
	type = system
	handle = 0
	active count = 3
	service stats = {
		com.apple.launchd.service-stats-default (4096 records)
	}
	creator = launchd[1]
	security context = {
		uid unset
		asid = 0
	}

	services = {
		       0      - 	com.apple.lskdd
		     539      - 	com.example.agent
		       0     78 	com.example.broken
		    4242   (pe) 	com.example.helper tool
		       -      0 	com.example.idle
	}

	unmanaged processes = {
		com.apple.xpc.launchd.unmanaged.loginwindow.155 = {
			active count = 1
			dynamic endpoints = {
			}
		}
	}

	endpoints = {
		 0x1b123    M   A   com.example.not-a-service
	}

	disabled services = {
		"com.apple.ftpd" => disabled
		"com.example.agent" => enabled
	}

	properties = uncorked | audit check done
}
`;

describe('parseLaunchdDomain', () => {
  it('reads services and overrides and nothing of the blocks around them', () => {
    expect(parseLaunchdDomain(SYSTEM)).toEqual({
      domain: 'system',
      jobs: [
        { label: 'com.apple.lskdd', pid: null, status: '-' },
        { label: 'com.example.agent', pid: 539, status: '-' },
        { label: 'com.example.broken', pid: null, status: '78' },
        { label: 'com.example.helper tool', pid: 4242, status: '(pe)' },
        { label: 'com.example.idle', pid: null, status: '0' },
      ],
      overrides: [
        { label: 'com.apple.ftpd', disabled: true },
        { label: 'com.example.agent', disabled: false },
      ],
      damaged: 0,
    });
  });

  it('counts what it does not understand', () => {
    const odd = SYSTEM.replace('     539      - \tcom.example.agent', 'something new');
    expect(parseLaunchdDomain(odd)).toMatchObject({ damaged: 1 });
  });

  it('is null for an error message', () => {
    expect(parseLaunchdDomain('Could not find domain for\n')).toBeNull();
    expect(parseLaunchdDomain('')).toBeNull();
  });

  it('survives being cut anywhere, and says so', () => {
    for (let length = 0; length < SYSTEM.length - 2; length++) {
      const found = parseLaunchdDomain(SYSTEM.slice(0, length));
      if (found !== null) expect(found.damaged).toBeGreaterThan(0);
    }
  });

  it('does not nest without limit', () => {
    expect(parseLaunchdDomain('a = {\n'.repeat(10_000))?.domain).toBe('a');
  });
});

describe('parsePrintDisabled', () => {
  it.each([
    ['disabled', 'enabled'],
    ['true', 'false'],
  ])('reads %s and %s', (on, off) => {
    const text = `\tdisabled services = {\n\t\t"com.a.b" => ${on}\n\t\t"c d" => ${off}\n\t}\n\tlogin item associations = {\n\t}\n`;
    expect(parsePrintDisabled(text)).toEqual({
      overrides: [
        { label: 'com.a.b', disabled: true },
        { label: 'c d', disabled: false },
      ],
      damaged: 0,
    });
  });

  it('is null without the block', () => {
    expect(parsePrintDisabled('Usage: launchctl print-disabled <domain-target>\n')).toBeNull();
  });
});
