/**
 * What Windows ships in settings that load or start something, from the hives of Windows XP, 7, 8.1, 10 1709 and
 * 10 21H2, with names of other releases after Microsoft's documentation. All in lower case.
 */
const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/\s*[|\n]\s*/)
      .filter(Boolean),
  );

/** Entries below SafeBoot\Minimal and SafeBoot\Network; class GUIDs are told by their form. */
export const SAFE_BOOT = words(`
AFD|Ahcache.sys|AppInfo|AppMgmt|AudioEndpointBuilder|AudioSrv|Base|BasicDisplay.sys|BasicRender.sys|BFE|Boot Bus Extender
Boot file system|bowser|BrokerInfrastructure|Browser|CBDHSvc|CoreMessagingRegistrar|CryptSvc|DcomLaunch|DeviceInstall|dfsc
Dhcp|dmadmin|dmboot.sys|dmio.sys|dmload.sys|dmserver|DnsCache|Dot3Svc|dxgkrnl.sys|Eaphost|EFS|EventLog|File system|Filter
FsDepends.sys|HdAudAddService.Sys|HdAudBus.Sys|HelpSvc|iai2c.sys|IKEEXT|ip6fw.sys|ipnat.sys|KeyIso|LanmanServer
LanmanWorkstation|LmHosts|LSM|Messenger|MPSDrv|MPSSvc|mrxsmb|mrxsmb10|mrxsmb20|MsQuic|NativeWifiP|NDIS|NDIS Wrapper|ndiscap
Ndisuio|NetBIOS|NetBIOSGroup|NetBT|NetDDEGroup|Netlogon|NetMan|netprofm|NetSetupSvc|Network|NetworkProvider|NgcCtnrSvc|NgcSvc
NlaSvc|Nsi|nsiproxy.sys|NTDS|NtLmSsp|PCI Configuration|PlugPlay|PNP Filter|PNP_TDI|PolicyAgent|Power|Primary disk|ProfSvc|rdbss
rdpcdd.sys|rdpdd.sys|rdpencdd.sys|rdpwd.sys|rdsessmgr|RpcEptMapper|RpcSs|sacsvr|SCardSvr|SCSI Class|SerCx2.sys|sermouse.sys
SharedAccess|SmartcardSimulator|SpbCx.sys|sr.sys|SRService|StateRepository|Streams Drivers|SWPRV|System Bus Extender
SystemEventsBroker|TabletInputService|TBS|Tcpip|TDI|tdpipe.sys|tdtcp.sys|termservice|TileDataModelSvc|TrustedInstaller|uefi.sys
usbaudio.sys|UserManager|VaultSvc|VDS|vga.sys|vgasave.sys|VirtualSmartcardReader|vmms|volmgr.sys|volmgrx.sys|Wcmsvc|Wdf01000.sys
WinDefend|WinMgmt|Wlansvc|WudfPf|WudfRd|WudfSvc|WudfUsbccidDriver|WZCSVC
TextInputManagementService`);

/** Session Manager\KnownDLLs: names of files. */
export const KNOWN_DLLS = words(`
advapi32.dll|clbcatq.dll|combase.dll|comdlg32.dll|coml2.dll|difxapi.dll|gdi32.dll|gdiplus.dll|imagehlp.dll|imm32.dll
kernel32.dll|lpk.dll|lz32.dll|msctf.dll|msvcrt.dll|normaliz.dll|nsi.dll|ole32.dll|oleaut32.dll|olecli32.dll|olecnv32.dll
olesvr32.dll|olethk32.dll|psapi.dll|rpcrt4.dll|sechost.dll|setupapi.dll|shcore.dll|shell32.dll|shlwapi.dll|url.dll|urlmon.dll
user32.dll|usp10.dll|version.dll|wininet.dll|wldap32.dll|wow32.dll|wow64.dll|wow64base.dll|wow64con.dll|wow64cpu.dll|wow64win.dll
wowarmhw.dll|ws2_32.dll|xtajit.dll|xtajit64.dll|bcrypt.dll|bcryptprimitives.dll|cfgmgr32.dll|crypt32.dll|cryptsp.dll|devobj.dll
iertutil.dll|kernelbase.dll|kernel.appcore.dll|msasn1.dll|profapi.dll|ucrtbase.dll|win32u.dll|wintrust.dll
%systemroot%\\system32|%systemroot%\\syswow64`);

/** Drivers of print monitors and providers, file names. */
export const PRINT_DLLS = words(`
localspl.dll|tcpmon.dll|usbmon.dll|wsdmon.dll|apmon.dll|appmon.dll|ippmon.dll|fxsmon.dll|lprmon.dll|pjlmon.dll|cnbjmon.dll
win32spl.dll|inetpp.dll|winprint.dll|prnntfy.dll|sfmmon.dll`);

export const LSA_PACKAGES = words(`""|kerberos|msv1_0|schannel|wdigest|tspkg|pku2u|livessp|cloudap|negoexts`);
export const LSA_AUTHENTICATION = words(`msv1_0|sshdpinauthlsa`);
/** rassfm and kdcsvc: network policy servers and domain controllers. */
export const LSA_NOTIFICATION = words(`scecli|rassfm|kdcsvc|wdigest`);
export const SECURITY_PROVIDERS = words(
  `credssp.dll|pwdssp.dll|msapsspc.dll|schannel.dll|digest.dll|msnsspc.dll`,
);
export const NETWORK_PROVIDERS = words(`rdpnp|lanmanworkstation|webclient|p9np`);
export const TIME_PROVIDERS = words(`w32time.dll|vmictimeprovider.dll`);

/** BackupRestore\FilesNotToSnapshot: names of values, those of Office included. */
export const NOT_TO_SNAPSHOT = words(`
FVE|FVE2_Wipe|FVE2_WipeX|FVE2_Control|FVE2_Log|FVE2_VBB|FVE2_WipeInfo|FVE_Control|FVE_Log|FVE_Wipe|FVE_WipeInfo|FVE_WipeX
ModernOutlookOAB|ModernOutlookOST|OutlookOST|OutlookOAB|OfficeODC|RAC|Storage Tiers Management|WUA|VSS Default Provider
VSS Service DB|VSS Service Alternate DB`);

/** Services that Windows lists in svchost groups without having them, or has had in some release. */
export const SVCHOST_MEMBERS = words(`
AeLookupSvc|AppInfo|AppMgmt|AudioEndpointBuilder|AudioSrv|AxInstSV|BDESVC|BFE|BITS|browser|BthHFSrv|bthserv|CertPropSvc|CryptSvc
CscService|DcomLaunch|defragsvc|DHCP|DNSCache|dot3svc|DPS|EapHost|eventlog|EventSystem|FastUserSwitchingCompatibility|fdphost
fdrespub|FontCache|gpsvc|helpsvc|hidserv|hkmsvc|homegrouplistener|homegroupprovider|Ias|IKEEXT|IPBusEnum|iphlpsvc|Irmon|KtmRm
lanmanserver|lanmanworkstation|lltdsvc|LmHosts|LogonHours|Mcx2Svc|MMCSS|mpssvc|msiscsi|NapAgent|Netman|netprofm|Nla|nlasvc|nsi
Ntmssvc|NWCWorkstation|Nwsapagent|p2pimsvc|p2psvc|PCAudit|PcaSvc|PeerDistSvc|PLA|PlugPlay|PnrpAutoReg|PNRPSvc|PolicyAgent|Power
ProfSvc|QWAVE|Rasauto|Rasman|Remoteaccess|RemoteRegistry|RpcEptMapper|RpcSs|SCardSvr|schedule|SCPolicySvc|sdrsvc|seclogon
SensrSvc|SENS|SessionEnv|Sharedaccess|ShellHWDetection|sppuinotify|SRService|SSDPSRV|SstpSvc|StiSvc|swprv|sysmain
TabletInputService|Tapisrv|TBS|TermService|Themes|THREADORDER|trkwks|UmRdpService|uploadmgr|upnphost|UxSms|w32time|WbioSrvc
wcncsvc|WcsPlugInService|WdiServiceHost|WdiSystemHost|WebClient|WECSVC|wercplsupport|wersvc|WinDefend|WinHttpAutoProxySvc|winmgmt
WinRM|wlansvc|Wmi|WmdmPmSp|WPCSvc|WPDBusEnum|wscsvc|wuauserv|WUDFSvc|WwanSvc|xmlprov|6to4|Alerter|Messenger|WZCSVC|dmserver
ERSvc|HTTPFilter|napagent|dhcpserver|tlntsvr|iissvcs|w3svc|was|apphostsvc|tsgateway|termservlicensing|rpchttplbs
wpnuserservice|dsmsvc|ncasvc|netsetupsvc|wlidsvc|usermanager|nettcpportsharing|dmwappushservice|xblauthmanager`);

/** Groups of releases that the table of services has no hive of. */
export const SVCHOST_GROUPS = words(`
apphost|iissvcs|ftpsvc|rdxgroup|termsvcs|regsvc|secsvcs|bthsvcs|wcssvc|tsgateway|tssdis|rpchttplbs|dcsvc|cloudidsvcgroup
mcpmanagementservicegroup|printdeviceconfigurationservicegroup|webthreatdefense|wusvcs|wsappx|wslservice|dhcpserver|httpfilter
wercplsupport|apxsvcgroup|netsvcs|localsystem|localservice|networkservice|unistacksvcgroup
npsmsvcgroup|p9rdrservicegroup|penservicegroup|webthreatdefusersvcgroup|accesslogs|appmodel|osprivacy
localservicenonetworkfirewall|localserviceandnoimpersonation|localservicepeernet|networkserviceandnoimpersonation|srmsvcs`);
