/**
 * Service names that Windows ships in releases the table has no hive of (Vista, 7, 8, 10 of other builds, 11, the
 * servers and their roles) or that its own optional features add. Only names, nothing about them: they are never
 * taken for imitations. From Microsoft Learn ("Per-user services", "Security guidelines for system services",
 * role documentation) and the service lists of these systems.
 */
const NAMES = `
6to4 AarSvc ADWS AeLookupSvc agp440 AmdK7 AppHostSvc AppleSSD ApxSvc aspnet_state asyncmac
AudioEndpointBuilder autotimesvc AxInstSV b57nd60a bam BCastDVRUserService BDESVC bfs bindflt blbdrive
BrFiltLo BrFiltUp Brserid BrSerWdm BrUsbMdm BrUsbSer BthHFSrv BTHMODEM BthPan bthserv CertSvc CimFS CldFlt
CloudBackupRestoreSvc cloudidsvc clr_optimization_v2.0.50727_32 clr_optimization_v2.0.50727_64 ClusDisk
ClusSvc CmService CNG cnghwassist COMSysApp ConsentUxUserSvc crcdisk CredentialEnrollmentManagerUserSvc
CscService dam dcsvc DefragSvc DeviceAssociationBrokerSvc DevicesFlowUserSvc Dfs DfsDriver DfsR DfsrRo
DHCPServer DialogBlockingService discache DmEnrollmentSvc dmwappushsvc DNS DPS drmkaud DsRoleSvc DusmSvc
DXGKrnl e1cexpress e1dexpress E1G60 e1iexpress e1kexpress e1qexpress e1rexpress e1yexpress e2f68 e2fexpress
Eaphost EFS ehRecvr ehSched elxfcoe elxstor EMDMgmt ErrDev FCRegSvc fcvsc FileCrypt FontCache3.0.0.0
FrameServerMonitor fsdepends ftpsvc GameInputSvc hcw85cir HdAudAddService HidSpiCx hkmsvc HNetCfg
HomeGroupListener HomeGroupProvider HTTPFilter hvcrash HvHost HvService hvsics i40ea iagpio iai2c
iaLPSS2_GPIO2 iaLPSS2_I2C IAS iaStorAC iaStorAVC idsvc IEEtwCollectorService iirsp IISADMIN IKEEXT
InventorySvc iorate IPBusEnum Irmon IsmServ ixgbi ixgbn ixgbs KDC KdsSvc KeyIso KPSSVC ksecpkg KtmRm LltdSvc
LocalKdc LPDSVC LSI_FC LSI_SCSI LSI_SSS luafv LxpSvc LxssManager LxssManagerUser MapiSvc McpManagementService
Mcx2Svc MDCoreSvc Microsoft_Bluetooth_AvrcpTransport MMCSS mpio mqac msahci msdsm MSFC_INITIATOR MSFTPSVC
mshidumdf MSiSCSI MsKeyboardFilter MsLbfoProvider MSMQ MSMQTriggers MsQuic MsSecCore MsSecWfp
MSSQL$MICROSOFT##SSEE MSSQL$MICROSOFT##WID NativeWifiP NaturalAuthentication NcaSvc NcbService NdisImPlatform
NdisVirtualBus NetAdapterCx NetKvm NetMsmqActivator NetPipeActivator NetSetupSvc NetTcpActivator
NetTcpPortSharing nfrd960 NfsClnt NfsRdr NfsServer NfsService NfsUpcall NgcCtnrSvc NlaSvc NPSMSvc NTDS NtFrs
NtmsSvc nvraid ohci1394 OneSyncSvc p2pimsvc p2psvc P9Rdr P9RdrService PEAUTH PenService PerceptionSimulation
PNRPAutoReg PNRPsvc PolicyAgent PrintDeviceConfigurationService PrintScanBrokerService PRM ProtectedStorage
ql2300 ql40xx QuickAssist QWAVE RasSstp RDMS RDPDISPM RDPENCDD RDPREFMP RDPUDD rdpvideominiport refsdedupsvc
RemoteAccess RpcHttpLbs RpcLocator RSoPProv RSVP sacdrv sacsvr SCPolicySvc SENS Sense SenseCnC SenseIR
SenseNdr SessionEnv SgrmAgent SgrmBroker SharedRealitySvc SiSRaid2 slsvc SLUINotify Smb smbdirect SmsRouter
SMTPSVC SNMP SNMPTRAP spectrum spldr sppuinotify srmsvc SrvNet SSDPSRV ssh-agent sshd stexstor stornvme
storqosflt StorSvc storufs storvsp SysMain TapiSrv TBS TermServLicensing TermServSessDir
TextInputManagementService THREADORDER TieringEngineService TimeBroker TimeBrokerSvc TlntSvr TPM TrkSvr TrkWks
TScPubRPC TSGateway Tssdis tssecsrv tunmp uagp35 UALSVC UASPStor UcmCx0101 UcmTcpciCx0101 UcmUcsiCx0101
Ucx01000 UdeCx UdkUserSvc Ufx01000 UfxChipidea uhssvc UI0Detect uliagpkx uliahci UmRdpService UnionFS unsm
UrsCx usbaudio2 USBHUB3 usbser USBXHCI UxSms VaultSvc vdrvroot vds VerifierExt vga VgaSave vhdparser ViaC7
viaide vmbusr vmcompute VmComputeAgent vmgencounter vmicguestinterface vmicheartbeat vmickvpexchange vmicrdv
vmicshutdown vmictimesync vmicvmsession vmicvss vmms VMSMP VMSNPXY VMSP VmsProxy VMSVSF VMSVSP vmswitch
volmgrx W3LOGSVC W3SVC WacomPen Wanarpv6 WARPJITSvc WAS wcifs wcnfs WcsPlugInService WdDevFlt WdNisSvc
WDSServer WebManagement webthreatdefsvc webthreatdefusersvc WFDSConMgrSvc whesvc WindowsTrustedRT
WindowsTrustedRTProxy WinHttpAutoProxySvc winhv winhvr WinNat WINS wlpasvc WMPNetworkSvc WMSVC WpcMonSvc
WPCSvc WSAIFabricSvc WslService WSService WSusCertServer WsusService WUDFRd wudfsvc WwanSvc XblGameSave
xboxgip XboxGipSvc hns nvagent HgClientService OcspSvc simptcp iprip
`;

let names: Set<string> | undefined;

/** Does Windows ship a service of this name in a release that the table lacks? */
export function isWindowsNameElsewhere(name: string): boolean {
  names ??= new Set(NAMES.toLowerCase().split(/\s+/));
  return names.has(name.toLowerCase());
}
