import { z } from 'zod';
import { platformSchema } from './common.ts';
import { provenanceSchema } from './provenance.ts';

/**
 * One host-wide setting that services depend on or that starts something beside them: the service control manager's
 * extension points, safe mode, recovery, svchost groups, protocol settings. Rules judge it as `service: settings`.
 */
export const settingSchema = z.strictObject({
  id: z.string(),
  platform: platformSchema,
  /** Family, e.g. `scm-extension`, `safe-boot`, `recovery`, `smb-signing`. */
  area: z.string(),
  /** The value's own name, or the subkey's where the key itself is the setting. */
  name: z.string(),
  key: z.string(),
  /** As text: strings as they are, lists joined by newline, numbers in decimal; null when only the key exists. */
  value: z.string().nullable(),
  number: z.number().nullable(),
  list: z.array(z.string()).nullable(),
  provenance: z.array(provenanceSchema),
});
export type Setting = z.infer<typeof settingSchema>;
