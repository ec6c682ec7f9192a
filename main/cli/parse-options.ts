import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit-code.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** `parseArgs` of Node, whose complaint about an option becomes a UsageError of one sentence. */
export function parseOptions<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node's own messages go on for several lines of advice.
    throw new UsageError(message.split(/\. |\n/)[0] ?? message);
  }
}
