import { describe, expect, it } from 'vitest';
import type { MemoryNode } from '../../../../main/evidence/memory-node.ts';
import type { PlistSpec } from '../../../support/plist-writer.ts';
import { type FileSpec, unixTree } from '../../../support/unix-fixture.ts';
import { findingsOf, triageMacos } from './macos-root.ts';

type Job = Readonly<Record<string, PlistSpec>>;

const HOME = '/Users/alice/Library';
const KEYSTONE = `${HOME}/Google/GoogleSoftwareUpdate/GoogleSoftwareUpdate.bundle/Contents/Resources/GoogleSoftwareUpdateAgent.app/Contents/MacOS/GoogleSoftwareUpdateAgent`;

/** Jobs as their vendors install them, written from what their documentation and installations show. */
const JOBS: Readonly<Record<string, Job>> = {
  [`${HOME}/LaunchAgents/com.google.keystone.agent.plist`]: {
    Label: 'com.google.keystone.agent',
    LimitLoadToSessionType: 'Aqua',
    ProgramArguments: [KEYSTONE, '-runMode', 'ifneeded'],
    RunAtLoad: true,
    StartInterval: 3623,
    StandardErrorPath: '/dev/null',
    StandardOutPath: '/dev/null',
  },
  '/Library/LaunchDaemons/com.google.GoogleUpdater.wake.system.plist': {
    Label: 'com.google.GoogleUpdater.wake.system',
    ProgramArguments: [
      '/Library/Application Support/Google/GoogleUpdater/Current/GoogleUpdater.app/Contents/MacOS/GoogleUpdater',
      '--wake-all',
      '--system',
    ],
    StartInterval: 3600,
  },
  '/Library/LaunchDaemons/com.microsoft.autoupdate.helper.plist': {
    Label: 'com.microsoft.autoupdate.helper',
    MachServices: { 'com.microsoft.autoupdate.helper': true },
    Program: '/Library/PrivilegedHelperTools/com.microsoft.autoupdate.helper',
    ProgramArguments: ['/Library/PrivilegedHelperTools/com.microsoft.autoupdate.helper'],
  },
  '/Library/LaunchAgents/com.microsoft.update.agent.plist': {
    Label: 'com.microsoft.update.agent',
    Program:
      '/Library/Application Support/Microsoft/MAU2.0/Microsoft AutoUpdate.app/Contents/MacOS/Microsoft Update Assistant.app/Contents/MacOS/Microsoft Update Assistant',
    RunAtLoad: true,
    StartInterval: 7200,
  },
  '/Library/LaunchDaemons/com.microsoft.OneDriveStandaloneUpdaterDaemon.plist': {
    Label: 'com.microsoft.OneDriveStandaloneUpdaterDaemon',
    Program:
      '/Applications/OneDrive.app/Contents/StandaloneUpdaterDaemon.xpc/Contents/MacOS/StandaloneUpdaterDaemon',
    MachServices: { 'com.microsoft.OneDriveStandaloneUpdaterDaemon': true },
  },
  [`${HOME}/LaunchAgents/homebrew.mxcl.postgresql@16.plist`]: {
    Label: 'homebrew.mxcl.postgresql@16',
    EnvironmentVariables: { LC_ALL: 'C' },
    KeepAlive: true,
    RunAtLoad: true,
    ProgramArguments: [
      '/opt/homebrew/opt/postgresql@16/bin/postgres',
      '-D',
      '/opt/homebrew/var/postgresql@16',
    ],
    StandardErrorPath: '/opt/homebrew/var/log/postgresql@16.log',
    WorkingDirectory: '/opt/homebrew',
  },
  '/Library/LaunchDaemons/homebrew.mxcl.dnsmasq.plist': {
    Label: 'homebrew.mxcl.dnsmasq',
    KeepAlive: true,
    RunAtLoad: true,
    ProgramArguments: [
      '/opt/homebrew/opt/dnsmasq/sbin/dnsmasq',
      '--keep-in-foreground',
      '-C',
      '/opt/homebrew/etc/dnsmasq.conf',
    ],
  },
  '/Library/LaunchDaemons/com.docker.vmnetd.plist': {
    Label: 'com.docker.vmnetd',
    Program: '/Library/PrivilegedHelperTools/com.docker.vmnetd',
    ProgramArguments: ['/Library/PrivilegedHelperTools/com.docker.vmnetd'],
    RunAtLoad: true,
    Sockets: { Listener: { SockPathMode: 438, SockPathName: '/var/run/com.docker.vmnetd.sock' } },
  },
  '/Library/LaunchDaemons/com.docker.socket.plist': {
    Label: 'com.docker.socket',
    Program: '/Library/PrivilegedHelperTools/com.docker.socket',
    ProgramArguments: [
      '/Library/PrivilegedHelperTools/com.docker.socket',
      '/Users/alice/.docker/run/docker.sock',
      '/var/run/docker.sock',
    ],
    RunAtLoad: true,
  },
  '/Library/LaunchDaemons/us.zoom.ZoomDaemon.plist': {
    Label: 'us.zoom.ZoomDaemon',
    MachServices: { 'us.zoom.ZoomDaemon': true },
    Program: '/Library/PrivilegedHelperTools/us.zoom.ZoomDaemon',
    ProgramArguments: ['/Library/PrivilegedHelperTools/us.zoom.ZoomDaemon'],
  },
  '/Library/LaunchAgents/us.zoom.updater.plist': {
    Label: 'us.zoom.updater',
    ProgramArguments: ['/Library/Application Support/zoom.us/ZoomUpdater.app/Contents/MacOS/ZoomUpdater'],
    StartInterval: 86400,
  },
  '/Library/LaunchAgents/com.adobe.AdobeCreativeCloud.plist': {
    Label: 'com.adobe.AdobeCreativeCloud',
    ProgramArguments: [
      '/Applications/Utilities/Adobe Creative Cloud/ACC/Creative Cloud.app/Contents/MacOS/Creative Cloud',
      '--showwindow=false',
      '--onOSstartup=true',
    ],
    RunAtLoad: true,
  },
  '/Library/LaunchDaemons/com.adobe.ARMDC.Communicator.plist': {
    Label: 'com.adobe.ARMDC.Communicator',
    MachServices: { 'com.adobe.ARMDC.Communicator': true },
    Program: '/Library/PrivilegedHelperTools/com.adobe.ARMDC.Communicator',
  },
  '/Library/LaunchDaemons/com.jamfsoftware.task.1.plist': {
    Label: 'com.jamfsoftware.task.Every 15 Minutes',
    ProgramArguments: ['/usr/local/jamf/bin/jamf', 'policy', '-randomDelaySeconds', '300'],
    RunAtLoad: true,
    StartInterval: 900,
    UserName: 'root',
  },
  '/Library/LaunchDaemons/com.jamf.management.daemon.plist': {
    Label: 'com.jamf.management.daemon',
    KeepAlive: true,
    ProgramArguments: [
      '/usr/local/jamf/bin/jamfManagementService.app/Contents/MacOS/JamfDaemon.app/Contents/MacOS/JamfDaemon',
    ],
  },
  '/Library/LaunchDaemons/com.example.inventory.plist': {
    Label: 'com.example.inventory',
    ProgramArguments: ['/bin/sh', '/Library/Scripts/Example/inventory.sh'],
    StartCalendarInterval: { Hour: 3, Minute: 15 },
  },
  '/Library/LaunchDaemons/com.example.dns-flush.plist': {
    Label: 'com.example.dns-flush',
    ProgramArguments: ['/bin/bash', '-c', 'sleep 10 && /usr/bin/dscacheutil -flushcache'],
    RunAtLoad: true,
    WatchPaths: ['/Library/Preferences/SystemConfiguration'],
  },
  '/Library/LaunchAgents/org.macosforge.xquartz.startx.plist': {
    Label: 'org.macosforge.xquartz.startx',
    ProgramArguments: [
      '/opt/X11/libexec/launchd_startx',
      '/opt/X11/bin/startx',
      '--',
      '/opt/X11/bin/Xquartz',
    ],
    Sockets: { 'org.macosforge.xquartz:0': { SecureSocketWithKey: 'DISPLAY' } },
    EnvironmentVariables: { FONTCONFIG_PATH: '/opt/X11/lib/X11/fontconfig' },
  },
  '/Library/LaunchDaemons/org.wireshark.ChmodBPF.plist': {
    Label: 'org.wireshark.ChmodBPF',
    Program: '/Library/Application Support/Wireshark/ChmodBPF/ChmodBPF',
    RunAtLoad: true,
  },
  '/Library/LaunchDaemons/com.crowdstrike.falcond.plist': {
    Label: 'com.crowdstrike.falcond',
    ProgramArguments: ['/Library/CS/falcond'],
    RunAtLoad: true,
    KeepAlive: true,
  },
  [`${HOME}/LaunchAgents/com.valvesoftware.steamclean.plist`]: {
    Label: 'com.valvesoftware.steamclean',
    ProgramArguments: [`${HOME}/Application Support/Steam/SteamApps/steamclean`, 'Public'],
    RunAtLoad: true,
    SteamContentPaths: [`${HOME}/Application Support/Steam`],
    WatchPaths: ['/Applications/Steam.app'],
  },
  [`${HOME}/LaunchAgents/com.dropbox.DropboxMacUpdate.agent.plist`]: {
    Label: 'com.dropbox.DropboxMacUpdate.agent',
    ProgramArguments: [
      `${HOME}/Dropbox/DropboxMacUpdate.app/Contents/MacOS/DropboxMacUpdate`,
      '-check',
      'periodic',
    ],
    StartInterval: 10800,
  },
  '/Library/LaunchDaemons/com.oracle.java.Helper-Tool.plist': {
    Label: 'com.oracle.java.Helper-Tool',
    ProgramArguments: ['/Library/PrivilegedHelperTools/com.oracle.java.JavaUpdateHelper'],
    MachServices: { 'com.oracle.java.JavaUpdateHelper': true },
  },
  '/Library/LaunchDaemons/com.teamviewer.teamviewer_service.plist': {
    Label: 'com.teamviewer.teamviewer_service',
    ProgramArguments: ['/Applications/TeamViewer.app/Contents/MacOS/TeamViewer_Service', '-Module', 'Full'],
    RunAtLoad: true,
  },
  [`${HOME}/LaunchAgents/com.jetbrains.toolbox.plist`]: {
    Label: 'com.jetbrains.toolbox',
    ProgramArguments: ['/Applications/JetBrains Toolbox.app/Contents/MacOS/jetbrains-toolbox', '--minimize'],
    RunAtLoad: true,
  },
  [`${HOME}/LaunchAgents/com.alice.backup.plist`]: {
    Label: 'com.alice.backup',
    ProgramArguments: ['/usr/bin/rsync', '-a', '/Users/alice/Work/', '/Volumes/Backup/Work/'],
    StartCalendarInterval: { Hour: 12 },
  },
};

function tree(): Record<string, MemoryNode> {
  const files: Record<string, FileSpec> = {};
  for (const [path, job] of Object.entries(JOBS)) {
    files[path] = { plist: job };
    const argv = job['ProgramArguments'];
    const first = job['Program'] ?? (Array.isArray(argv) ? argv[0] : undefined);
    const script = first === '/bin/sh' && Array.isArray(argv) ? argv[1] : undefined;
    for (const program of [first, script]) {
      if (typeof program !== 'string' || program.startsWith('/bin/')) continue;
      const owner = program.startsWith('/opt/homebrew/') ? { owner: 'alice' } : {};
      files[program] = { content: `MachO ${program}`, mode: '0755', ...owner };
    }
  }
  files['/private/etc/periodic/daily/110.clean-tmps'] = {
    content: '#!/bin/sh\nfor dir in /tmp; do find -d . -fstype local -type f -delete; done\n',
    mode: '0755',
  };
  files['/private/etc/periodic/weekly/320.whatis'] = {
    content: '#!/bin/sh\n/usr/libexec/makewhatis.local\n',
    mode: '0755',
  };
  files['/private/etc/rc.common'] = 'CheckForNetwork() { test -n "$NETWORKUP"; }\n. /etc/hostconfig\n';
  files['/Library/Preferences/com.apple.loginwindow.plist'] = { plist: { lastUserName: 'alice' } };
  return unixTree('macos', { name: 'ordinary', files });
}

describe('ordinary jobs of vendors, administrators and users', () => {
  it('give nothing above low', async () => {
    const result = await triageMacos(tree());
    expect(result.services.length).toBe(Object.keys(JOBS).length + 3);
    expect(findingsOf(result).filter((text) => !/^(?:informational|low) /.test(text))).toEqual([]);
  });

  it('give few lines in all', async () => {
    expect(findingsOf(await triageMacos(tree()))).toEqual([
      'informational macos_plist_name_differs: com.jamfsoftware.task.Every 15 Minutes',
      'low macos_daemon_program_of_one_user: homebrew.mxcl.dnsmasq',
      'low macos_job_of_remote_access_software: com.teamviewer.teamviewer_service',
      'low macos_job_shell_with_code: com.example.dns-flush',
    ]);
  });
});
