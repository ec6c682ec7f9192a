import { app } from 'electron';

/**
 * Chromium as it comes talks to its maker, looks for proxies and keeps caches. A triage tool does none of that. What is left is refused
 * by `setupNoNetwork`; the resolver rule makes sure that not even a name is asked for.
 */
const SWITCHES: readonly (readonly [string, string?])[] = [
  // A desktop without its message bus or graphics card is no news.
  ['log-level', '3'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['disable-http-cache'],
  ['disable-gpu-shader-disk-cache'],
  ['disable-remote-fonts'],
  ['disable-remote-playback-api'],
  ['dns-prefetch-disable'],
  ['no-pings'],
  ['no-proxy-server'],
  ['no-experiments'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  [
    'disable-features',
    [
      'AutofillServerCommunication',
      'CertificateTransparencyComponentUpdater',
      'DialMediaRouteProvider',
      'MediaRouter',
      'NetworkTimeServiceQuerying',
      'OptimizationHints',
      'SpareRendererForSitePerProcess',
      'Translate',
      'WebRtcHideLocalIpsWithMdns',
    ].join(','),
  ],
];

/**
 * Must run before `ready`. Drivers of graphics cards keep compiled shaders in the user's profile (Mesa, NVIDIA and Direct3D all do), so
 * the page is drawn without one unless the user says --gpu; tables of text need none. GTK's settings service keeps a cache there too.
 */
export function setupQuietChromium(gpu: boolean): void {
  if (!gpu) app.disableHardwareAcceleration();
  process.env['GSETTINGS_BACKEND'] = 'memory';
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
}
