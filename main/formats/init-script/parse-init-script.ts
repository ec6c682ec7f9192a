import { type LsbHeader, NO_LSB_HEADER, parseLsbHeader } from './lsb-header.ts';
import { scriptText } from './script-text.ts';
import { parseShebang, type Shebang } from './shebang.ts';

export interface InitScript {
  readonly text: string;
  readonly shebang: Shebang | null;
  readonly lsb: LsbHeader;
  readonly hasLsbHeader: boolean;
  /** Runlevels (`-` for none), start and stop order: `2345 80 30` (chkconfig(8), "RUNLEVEL FILES"). */
  readonly chkconfig: string | null;
  /** `# description:` of Red Hat's scripts, its continuation lines joined. */
  readonly description: string | null;
  /** An ELF program or other binary in the place of a script. */
  readonly isBinary: boolean;
  /** A service of OpenRC (openrc-run(8)), which init and systemd do not run. */
  readonly isOpenRc: boolean;
}

/** Red Hat's comment block stands at the top; a line deep in a script is not one. */
const MAX_COMMENT_BLOCK = 8_192;

/** Reads what an init script says of itself. Never throws: what is not there is null. */
export function parseInitScript(bytes: Uint8Array): InitScript {
  const isBinary = bytes.subarray(0, 4_096).includes(0);
  const text = isBinary ? '' : scriptText(bytes);
  const shebang = parseShebang(text);
  const lsb = parseLsbHeader(text);
  const top = text.slice(0, MAX_COMMENT_BLOCK);
  const description = /^#[ \t]*description:[ \t]*(.*(?:(?<=\\)\n#.*)*)/m.exec(top)?.[1];
  return {
    text,
    shebang,
    lsb: lsb ?? NO_LSB_HEADER,
    hasLsbHeader: lsb !== null,
    chkconfig: /^#[ \t]*chkconfig:[ \t]*(.*?)[ \t]*$/m.exec(top)?.[1] || null,
    description: description?.replaceAll(/\s*\\\n#\s*/g, ' ').trim() || null,
    isBinary,
    isOpenRc: shebang?.words.some((word) => /(?:^|\/)(?:openrc-run|runscript)$/.test(word)) ?? false,
  };
}
