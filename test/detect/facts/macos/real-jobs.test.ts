import { describe, expect, it } from 'vitest';
import { corpusAvailable } from '../../../support/corpus.ts';
import { corpusJobs, findingsOf, triageMacos } from './macos-root.ts';

describe.skipIf(!corpusAvailable)('real property lists (corpus)', () => {
  it("Apple's own jobs in their places are quiet", async () => {
    const result = await triageMacos({
      ...corpusJobs('plist/macos/LaunchDaemons', '/System/Library/LaunchDaemons'),
      ...corpusJobs('plist/macos/LaunchAgents', '/System/Library/LaunchAgents'),
    });
    expect(result.services.length).toBeGreaterThan(290);
    expect(findingsOf(result)).toEqual([]);
  });

  it("Apple's own jobs copied to /Library are not", async () => {
    const result = await triageMacos(corpusJobs('plist/macos/LaunchDaemons', '/Library/LaunchDaemons'));
    expect(result.findings.length).toBeGreaterThan(100);
  });

  it('jobs of munki and osquery are quiet', async () => {
    const result = await triageMacos(corpusJobs('plist/thirdparty', '/Library/LaunchDaemons'));
    expect(findingsOf(result)).toEqual([]);
  });

  it('tests of intruders are seen', async () => {
    const result = await triageMacos(corpusJobs('plist/malicious', '/Users/alice/Library/LaunchAgents'));
    // They only touch a file: a program of the system with arguments of its own.
    expect(findingsOf(result)).toEqual([
      'informational macos_plist_name_differs: com.atomicredteam.T1037.005.daemon',
      'informational macos_plist_name_differs: com.atomicredteam.t1543_001',
      'low macos_job_of_system_program: com.atomicredteam.T1037.005.daemon',
      'low macos_job_of_system_program: com.atomicredteam.t1543_001',
    ]);
  });
});
