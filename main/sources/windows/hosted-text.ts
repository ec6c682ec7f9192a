/** A piece of a command line that its program would run in turn. */
export interface HostedText {
  /** As written there. */
  readonly raw: string;
  /** `command`: program and arguments; `file`: one path, with what follows it beside. */
  readonly is: 'command' | 'file';
  readonly rest: string;
}
