/** Kinds of folders by who may write there and whether distributions start services from them. */
export const LINUX_DIRECTORY_CLASSES = [
  'system',
  'local',
  'opt',
  'etc',
  'var-lib',
  'snap',
  'nix',
  'container',
  'srv',
  'home',
  'root-home',
  'tmp',
  'var-tmp',
  'shm',
  'run',
  'run-user',
  'dev',
  'boot',
  'var',
  'mount',
  'proc',
  'root-folder',
  'other',
] as const;
export type LinuxDirectoryClass = (typeof LINUX_DIRECTORY_CLASSES)[number];

/** First match counts. Folders per file-hierarchy(7) and the Filesystem Hierarchy Standard 3.0. */
const CLASSES: readonly (readonly [LinuxDirectoryClass, RegExp])[] = [
  ['local', /^\/usr\/local\//],
  ['system', /^\/(?:usr|bin|sbin|lib|lib32|lib64|libx32|libexec)\//],
  ['snap', /^\/(?:snap|var\/lib\/snapd)\//],
  ['nix', /^\/(?:nix|gnu)\//],
  ['container', /^\/var\/lib\/(?:docker|containerd|containers|lxc|lxd|incus|kubelet|machines|flatpak)\//],
  ['opt', /^\/opt\//],
  ['etc', /^\/etc\//],
  ['var-lib', /^\/var\/lib\//],
  ['var-tmp', /^\/var\/tmp\//],
  ['run-user', /^\/(?:var\/)?run\/user\//],
  ['run', /^\/(?:var\/)?run\//],
  ['srv', /^\/(?:srv|var\/www)\//],
  ['home', /^\/(?:home|var\/home|usr\/home)\//],
  ['root-home', /^\/root\//],
  ['tmp', /^\/tmp\//],
  ['shm', /^\/dev\/(?:shm|mqueue)\//],
  ['dev', /^\/dev\//],
  ['boot', /^\/(?:boot|efi)\//],
  ['mount', /^\/(?:mnt|media)\//],
  ['proc', /^\/(?:proc|sys)\//],
  ['var', /^\/var\//],
  ['root-folder', /^\/[^/]+$/],
];

/** The class of the folder that a file lies in; undefined for what is no absolute path. */
export function linuxDirectoryClass(path: string): LinuxDirectoryClass | undefined {
  if (!path.startsWith('/')) return undefined;
  return CLASSES.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}

/** Dot folders that programs of developers and users ordinarily lie in. */
const ORDINARY_ANYWHERE = new Set(
  '.venv .virtualenv .virtualenvs .env .nvm .pyenv .rbenv .rvm .asdf .build .next .output .bin .m2 .yarn .pnpm .mix'.split(
    ' ',
  ),
);
const ORDINARY_AT_HOME = new Set(
  '.local .config .cargo .rustup .npm .npm-global .npm-packages .bun .deno .dotnet .sdkman .linuxbrew .pm2 .volta .go .poetry .conda .nix-profile .dropbox-dist .docker .steam .var .tiup .krew .fly .vscode-server .acme.sh .opam .cabal .ghcup .foundry .juliaup .gem .composer'.split(
    ' ',
  ),
);

/** Does a component of the path begin with a dot, beyond those that programs ordinarily lie in? */
export function isHiddenPath(path: string): boolean {
  if (!path.includes('/.')) return false;
  const atHome = /^\/(?:home|root|var\/home)\//.test(path);
  return path
    .split('/')
    .some(
      (part) =>
        /^\.[^.]|^\.\..|^\.{3,}$/.test(part) &&
        !ORDINARY_ANYWHERE.has(part) &&
        !(atHome && ORDINARY_AT_HOME.has(part)),
    );
}

/** Folders that packages bring unit files, rules and scripts into. */
export function isVendorPath(path: string): boolean {
  return /^\/(?:usr\/(?!local\/)|lib\/|bin\/|sbin\/)/.test(path);
}

/** Folder that holds a file. */
export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}
