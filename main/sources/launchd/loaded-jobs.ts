import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Result } from '../../../shared/result.ts';
import { loadedJobs } from '../../evidence/live-jobs.ts';
import type { LaunchdDomain, ListedJob } from '../../formats/launchctl-print/launchd-domain.ts';
import type { SourceContext } from '../source.ts';
import { readAccounts } from '../unix/accounts.ts';

/** What launchd has loaded, of a live Mac: `launchctl print` of the system's domain and of each person's. */
export interface LoadedJobs {
  /** By domain (`system`, `gui/501`) and label. */
  readonly jobs: ReadonlyMap<string, ListedJob>;
  /** What could not be asked and why, one sentence each. */
  readonly gaps: readonly string[];
  readonly domains: number;
}

/** Asks for one domain; tests give their own. */
export type AskDomain = (domain: string) => Result<LaunchdDomain, { readonly reason: string }>;

const NOTHING: LoadedJobs = { jobs: new Map(), gaps: [], domains: 0 };
const known = new WeakMap<SourceContext, LoadedJobs>();
/** The first user id that macOS gives to a person. */
const FIRST_PERSON = 501;

/** Once for all sources of a run; empty for anything but a live Mac. */
export function launchdJobsLoaded(context: SourceContext): LoadedJobs {
  let found = known.get(context);
  if (found === undefined) {
    const live = context.evidence.kind === 'live' && context.root.platform === 'macos';
    found = live ? askLaunchd(context, (domain) => loadedJobs(domain, { audit: context.audit })) : NOTHING;
    known.set(context, found);
  }
  return found;
}

/** `launchdJobsLoaded` without its memory and with any way to ask. */
export function askLaunchd({ evidence }: Pick<SourceContext, 'evidence'>, ask: AskDomain): LoadedJobs {
  const jobs = new Map<string, ListedJob>();
  const gaps: string[] = [];
  let domains = 0;
  const people = readAccounts(evidence).users.filter(({ uid }) => uid >= FIRST_PERSON);
  for (const domain of ['system', ...new Set(people.map(({ uid }) => `gui/${uid}`))]) {
    const answer = ask(domain);
    if (!answer.ok) {
      // Somebody who is not logged in has no such domain; without the system's, nothing was seen.
      if (domain === 'system') gaps.push(`what launchd has loaded was not asked: ${answer.error.reason}`);
      continue;
    }
    domains += 1;
    if (answer.value.damaged > 0)
      gaps.push(`${answer.value.damaged} lines of launchctl print ${domain} were not understood`);
    for (const job of answer.value.jobs) jobs.set(`${domain}:${job.label}`, job);
  }
  return { jobs, gaps, domains };
}

/** Adds to the record of a job whether launchd has it loaded and whether it runs. */
export function withLoadedJob(record: ServiceRecord, { jobs, domains }: LoadedJobs): ServiceRecord {
  const { launchd } = record;
  if (launchd === undefined || launchd.label === null || domains === 0) return record;
  const suffix = `:${launchd.label}`;
  let job = launchd.type === 'daemon' ? jobs.get(`system${suffix}`) : undefined;
  if (launchd.type !== 'daemon') {
    for (const [key, one] of jobs) if (key.startsWith('gui/') && key.endsWith(suffix)) job ??= one;
  }
  if (job === undefined) return { ...record, launchd: { ...launchd, liveState: 'not loaded' } };
  const running = job.pid !== null && job.pid > 0;
  return {
    ...record,
    state: running ? 'running' : 'inactive',
    launchd: {
      ...launchd,
      liveState: running ? 'running' : 'loaded',
      pid: job.pid,
      lastExit: job.status === '-' ? null : job.status,
    },
  };
}
