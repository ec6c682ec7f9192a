/**
 * Variables that make a program load or run code of somebody's choice: dyld(1), and what interpreters read at their start
 * (bash(1) BASH_ENV, zsh(1) ZDOTDIR, python(1), perlrun(1), ruby(1), node(1), java launcher, malloc and Swift debugging hooks).
 */
const INJECTING =
  /^(?:DYLD_(?:INSERT_LIBRARIES|FRAMEWORK_PATH|LIBRARY_PATH|FALLBACK_FRAMEWORK_PATH|FALLBACK_LIBRARY_PATH|VERSIONED_FRAMEWORK_PATH|VERSIONED_LIBRARY_PATH|ROOT_PATH|IMAGE_SUFFIX|FORCE_FLAT_NAMESPACE)|__XPC_DYLD_\w{1,40}|BASH_ENV|ZDOTDIR|PYTHONSTARTUP|PYTHONPATH|PYTHONHOME|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB|NODE_OPTIONS|ELECTRON_RUN_AS_NODE|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|CFNETWORK_LIBRARY_PATH)$/;

export function isInjectionVariable(name: string): boolean {
  return INJECTING.test(name.trim());
}

/** Variables that a command sets before its program, through env(1), or for all through launchctl: `DYLD_X=…`, `setenv DYLD_X …`. */
const IN_COMMAND =
  /(?:^|[\s;|&('"])(?:setenv\s{1,8})?((?:__XPC_)?DYLD_[A-Z_]{1,40})(?:=|\s{1,8}(?=\/))(\S{1,400})/g;

export function injectionVariables(
  environment: readonly { readonly name: string; readonly value: string }[],
  commands: readonly string[],
): string[] {
  const found = environment
    .filter(({ name }) => isInjectionVariable(name))
    .map(({ name, value }) => `${name}=${value}`);
  for (const command of commands) {
    if (!command.includes('DYLD_')) continue;
    for (const [, name, value] of command.slice(0, 16_384).matchAll(IN_COMMAND)) {
      if (name !== undefined && isInjectionVariable(name)) found.push(`${name}=${value ?? ''}`);
    }
  }
  return [...new Set(found)];
}
