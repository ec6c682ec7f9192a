import { z } from 'zod';

const text = z.string().nullable();
const list = z.array(z.string());

/** An init script and the links that start and stop it (LSB core, "Comment Conventions for Init Scripts"; sysv-rc). */
export const sysvDetailSchema = z.strictObject({
  /** Evidence path of the script. */
  script: z.string(),
  interpreter: text,
  /** Fields of the LSB header as written; empty without one. */
  lsb: z.strictObject({
    provides: list,
    requiredStart: list,
    requiredStop: list,
    shouldStart: list,
    defaultStart: list,
    defaultStop: list,
    shortDescription: text,
    description: text,
  }),
  hasLsbHeader: z.boolean(),
  /** chkconfig line of Red Hat's scripts: `2345 80 30`. */
  chkconfig: text,
  /** `/etc/rc2.d/S01ssh`, with the letter and order taken apart. */
  links: z.array(
    z.strictObject({
      path: z.string(),
      runlevel: z.string(),
      action: z.enum(['start', 'stop']),
      order: z.number(),
    }),
  ),
  /** A native unit of the same name, which systemd uses instead of the script. */
  replacedByUnit: text,
  /** Why the script was not read, or not to the end: what it runs may be missing here. Null when it was. */
  unread: text,
});
export type SysvDetail = z.infer<typeof sysvDetailSchema>;
