/**
 * Words that names of services, drivers and their files are made of: English, trade words, vendor names and their
 * customary abbreviations. The bigrams of these words are what an honest name looks like.
 */
export const VOCABULARY = `
access account active adapter adaptor address adobe advanced agent alert amazon analysis antivirus apache apple application
archive array audio audit authentication auto automatic avast avg azure background backup base battery binary bios bitdefender
block bluetooth boot box bridge broadcom broker browser buffer bus button cache camera capture card carbon catalog center
certificate channel check chrome cisco citrix class clean click client clip clock cloud cluster code collector com command
common communication component computer config configuration connect connection console container content control controller
core crash crowdstrike crypt cryptographic cyber daemon data database datto debug defender defense defrag dell deploy
deployment desktop detection device diagnostic digital directory disk dispatch display distributed docker document domain
download driver dropbox drive dynamic edge elastic elevation email encryption endpoint energy engine enterprise environment epson
error eset ethernet event exchange execution explorer express extension external factory falcon file filter finger firewall
firmware flash folder font framework function game gateway generic google graphics group guard guest health helper history
home host hotkey huntress hyper image index infrastructure input install installer instance integrity intel interface internet
inventory java job kaspersky kernel key keyboard launch layer legacy lenovo library license light link list listener local location
lock log logger logic logitech logon machine mail maintenance malware manage management manager map mapper master media
memory message messaging meter micro microphone microsoft migration mini mirror mobile mode model modem module monitor mount
mouse multi name native net network node notification notify nvidia object office online open optimize oracle order panel parallel
partition password patch path performance peripheral phone picture pipe plan platform play player plug policy pool port portable
power premium print printer process processor profile program protect protected protection protocol provider proxy push python
quality query queue quick radio raid ram reader realtek record recovery redirect registry relay remote report repository
request research reset resource response restore result retail router runtime safe samsung sandbox scan scanner schedule
scheduler screen script search secure security sense sensor sentinel serial server service session setting setup share
shared shell shield signal simple smart snap snapshot socket software sonic sophos sound source spooler sql stack standard start
state station statistics status steam storage store stream sub subsystem support switch symantec sync synaptics system tablet
target task team technology telemetry terminal test themes thin thread threat time timer toolbox tools touch trace tracking
transfer transport tray trend trigger trust tunnel type unified universal update updater upgrade upload user utility vault
vendor veeam verifier version video view viewer virtual vision vista visual vmware voice volume wallet watch watchdog web
webcam widget wifi windows winter wireless wise wizard work worker workstation wrapper write xbox zone zoom
svc srv drv sys win usb pci sata scsi hid hci ehci ohci xhci ahci nvme ndis tcp udp ip ipv http https dns dhcp vpn ssl tls
ssh rdp smb nfs iscsi ide acpi apic gpio uart spi cir hda hdmi lan wlan wan wwan nic nvd nvlddmkm igdkmd igfx amdkmdag
atikmdag rtk rtl rtwlan netwtw iwl athr bcm btath ibt jmb asmt via vbox vmx vmci vss wmi wdf wudf umdf kmdf mbam mfe srtsp sym
avp klif epfw ehdrv aswsp hmp csagent cyserver cyvr xdr edr mssql mysql postgres mongo redis nginx tomcat iis ftp smtp imap
syn tp elan alps wacom hp lg nec sony asus acer msi gigabyte asrock corsair razer logi bth ble mtp ptp wpd wia twain dsp
fs flt ctl cfg mgr mon usr app lib dll exe tmp ext int std adv dev dbg evt evn ntf rpc ole xml json sdk api gui cli
`;
