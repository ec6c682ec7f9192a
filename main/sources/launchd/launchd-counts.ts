/** What the coverage of launchd jobs counts. */
export interface LaunchdCounts {
  daemons: number;
  agents: number;
  loginItems: number;
  /** Jobs and login items inside app bundles. */
  embedded: number;
  /** Programs among the privileged helpers that no job names. */
  orphanedHelpers: number;
  /** Files among the jobs that are none, or could not be read. */
  other: number;
  /** Entries of the databases of disabled jobs. */
  overrides: number;
  backgroundItems: number;
  /** Background items that no job of this evidence belongs to. */
  orphanedItems: number;
  unreadable: number;
}
