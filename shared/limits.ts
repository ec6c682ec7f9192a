/**
 * Bounds on what hostile evidence and rules can make us do, in one place, each with its reason. Sizes are bytes. How much of a
 * value a report shows, or how many candidates one algorithm compares, stands beside that code.
 */
const MIB = 1024 * 1024;

/** The format's own limit is 2 GiB; SYSTEM and SOFTWARE hives of real hosts are 5 to 300 MiB. */
export const MAX_HIVE_SIZE = 1024 * MIB;
/** A transaction log is not larger than its hive; real ones are under 64 MiB. */
export const MAX_HIVE_LOG_SIZE = 256 * MIB;
/** Windows allows keys 512 levels deep ("Registry element size limits", Microsoft Learn). */
export const MAX_KEY_DEPTH = 512;
/** An `ri` points to leaves, never to another `ri`; two levels are already more than Windows writes. */
export const MAX_SUBKEY_LIST_DEPTH = 2;
/** Keys under one parent; the largest real parent (Installer\Components) holds some 60,000. */
export const MAX_SUBKEYS = 1_000_000;
/** List elements of one hive that point to no key of their list, before lists are cut short: shared lists multiply work. */
export const MAX_REJECTED_ELEMENTS = 1_000_000;
/** Values of one key. */
export const MAX_VALUES = 65_536;
/** One value's data; Windows has no hard limit, services hold less than 64 KiB. */
export const MAX_VALUE_DATA = 64 * MIB;
/** Records recovered from free cells of one hive. */
export const MAX_RECOVERED = 100_000;
/** Diagnostics kept for one file; beyond it they are counted, so that a damaged file cannot flood a report. */
export const MAX_DIAGNOSTICS_PER_FILE = 200;

/** ACEs of one ACL: the ACL's 16-bit size cannot hold more than this many of the smallest ACE. */
export const MAX_ACES = 8_192;
/** Service triggers of one service; Windows' own services have at most a dozen. */
export const MAX_TRIGGERS = 512;
/** Failure actions of one service; the control panel writes three. */
export const MAX_FAILURE_ACTIONS = 512;

/** Files larger than this are not hashed unless `--max-hash-size` says otherwise. */
export const DEFAULT_MAX_HASH_SIZE = 512 * MIB;
/** One synchronous read while hashing; larger blocks gain nothing (docs/performance.md). */
export const HASH_BLOCK = 1 * MIB;

/** Links followed while resolving one path (Linux' own MAXSYMLINKS is 40). */
export const MAX_LINKS = 40;
/** Components of one path. */
export const MAX_PATH_COMPONENTS = 512;
/** Entries of one folder that are looked at; WinSxS holds some 20,000. */
export const MAX_DIRECTORY_ENTRIES = 500_000;

/** Names held over all cached folders (some 100 bytes each); beyond it the cache starts anew. */
export const MAX_CACHED_NAMES = 1_000_000;
/** Folders remembered with where they lead; beyond it the cache starts anew. */
export const MAX_CACHED_PARENTS = 20_000;
/** Characters of a path whose answer is remembered. */
export const MAX_REMEMBERED_PATH = 4096;
/** Refusals remembered so that asking twice does not log twice; beyond it they are logged each time. */
export const MAX_REMEMBERED_REFUSALS = 100_000;
/** Folders looked into while a collection's wrapper folders are searched. */
export const MAX_WRAPPER_FOLDERS = 2_000;
/** `HOST/uploads/ntfs/%5C%5C.%5CC%3A` is the deepest layout that collectors make. */
export const MAX_WRAPPER_DEPTH = 4;

/** A rule file; SigmaHQ's largest (hash lists) is 320 KiB. */
export const MAX_RULE_FILE = 4 * MIB;
/** Rules loaded from folders the user names. */
export const MAX_RULES = 50_000;
/** Aliases in one YAML document, so that nested anchors cannot explode. */
export const MAX_YAML_ALIASES = 64;
/** Terms that one rule may expand to (base64offset, windash and placeholders multiply). */
export const MAX_RULE_TERMS = 100_000;

/** Nesting of one rule's YAML: Sigma needs six levels, and the YAML composer recurses. */
export const MAX_YAML_DEPTH = 32;
/** Lexical tokens of one rule file's YAML, some six a list entry: room for 50,000 entries, read in about a second. */
export const MAX_YAML_LEXEMES = 300_000;
/** Problems kept for one rule; a hostile file could make one a line. */
export const MAX_RULE_PROBLEMS = 50;
/** Characters of one value in a rule; those of the public service rules stay under 200. */
export const MAX_RULE_VALUE = 16_384;
/** Characters of one regular expression in a rule; those of the public service rules stay under 150. */
export const MAX_REGEX_LENGTH = 4_096;
/** RE2 instructions of one regular expression: time is text length times this, so `\w{1000}` must not repeat freely. */
export const MAX_REGEX_PROGRAM = 4_000;
/** Characters of one condition; those of the public service rules stay under 150. */
export const MAX_CONDITION_LENGTH = 16_384;
/** Parentheses and `not` within each other: the condition parser and the evaluation recurse. */
export const MAX_CONDITION_DEPTH = 64;

/** Text of one evidence value in a finding's sentence. */
export const MAX_WHY_VALUE = 300;
/** Unquoted candidates of one command line: each space makes one. */
export const MAX_UNQUOTED_CANDIDATES = 64;
/** Values of SYSTEM\MountedDevices: each disk and stick that was ever there has some. */
export const MAX_MOUNTED_DEVICES = 4_096;
/** Archives of one Java class path; each is looked up and hashed. */
export const MAX_CLASS_PATH = 128;
/** Long names of one folder that an 8.3 name could stand for: Windows numbers up to four before it takes a checksum. */
export const MAX_SHORT_NAME_MEANINGS = 16;
/** Folders and files looked at to find out what one path with 8.3 names means. */
export const MAX_SHORT_NAME_TRIES = 512;

/** Arguments looked at in one command line; the longest real ones have some dozens. */
export const MAX_ARGUMENTS = 256;
/** `cmd /c start powershell -file x.ps1` has two; attackers need no more than three. */
export const MAX_HOSTED_DEPTH = 3;
/** Programs that one command line is followed to. */
export const MAX_HOSTED = 16;
/** cmd takes no longer line (Microsoft, "Command prompt line string limitation"). */
export const MAX_BATCH_LINE = 8_191;
/** Commands of one `cmd /c` line that are looked at. */
export const MAX_BATCH_COMMANDS = 8;
/** `start`, `call` before one program. */
export const MAX_BATCH_STEPS = 8;
/** Machine-wide variables are few; a hive that holds thousands is not to slow every expansion. */
export const MAX_VARIABLES = 512;
/** Rounds in which variables that name other variables are expanded (ComSpec names SystemRoot); cycles end there. */
export const MAX_EXPANSION_ROUNDS = 3;
/** What an expansion may grow to: CreateProcess takes no more than 32,767 characters. */
export const MAX_EXPANDED = 65_536;
/** Folders of %Path% that are looked at; the variable cannot usefully hold more (2,047 characters). */
export const MAX_SEARCH_PATH = 64;
/** WinSW's configuration is small; a larger file beside a service's program is something else. */
export const MAX_WINSW_XML = 8 * MIB;
/** Elements of one kind that are read; WinSW files list arguments and variables by the dozen at most. */
export const MAX_WINSW_ELEMENTS = 256;
/** Keys that one `*` of a plug-in's place may stand for; real services have a dozen. */
export const MAX_PLUG_IN_BRANCHES = 256;
/** Direct subkeys of a service that are listed; the most that a real service has is some hundreds (device instances). */
export const MAX_LISTED_SUBKEYS = 1_024;
/** Values of one key that are shown; ordinary services have a handful without a field of ours. */
export const MAX_OTHER_VALUES = 256;

/** Binary values of one service whose bytes are kept to be looked at; a service with many triggers has some dozen. */
export const MAX_BINARY_VALUES = 64;
/** Bytes kept of one: a descriptor has some hundred, and the head of a program shows in far fewer. */
export const MAX_SHOWN_BINARY = 4_096;

/** Settings of one row of the table (`main/sources/windows/settings-table.ts`); the largest real one has some 600. */
export const MAX_SETTINGS_PER_ROW = 4_096;

/** Answers that a remembered function keeps; a host has some dozen different descriptors. */
export const MAX_REMEMBERED = 2_000;

/** A property list; launchd jobs are under 100 KiB, the largest stores that name services (BTM) some MiB. */
export const MAX_PLIST_SIZE = 32 * MIB;
/** Containers within each other: CoreFoundation's own limit on 64-bit systems (CFOldStylePList.c, MAX_DEPTH). */
export const MAX_PLIST_DEPTH = 512;
/** Values of one property list; the largest real stores hold some 100,000. */
export const MAX_PLIST_OBJECTS = 1_000_000;
/** What the shared objects of a binary property list or keyed archive may unfold to, some 16 bytes each plus their text. */
export const MAX_PLIST_EXPANDED = 64 * MIB;
/** Digits of one integer; 128 bits need 39. */
export const MAX_PLIST_DIGITS = 40;

/** systemd's LONG_LINE_MAX (src/basic/fileio.h): it gives up on a file with a longer line, continuation lines counted together. */
export const MAX_UNIT_LINE = 1 * MIB;
/** Assignments and sections kept of one unit file; the largest real ones have some hundreds. */
export const MAX_UNIT_ENTRIES = 200_000;
/** systemd's UNIT_NAME_MAX (systemd.unit(5), "Description": 255 characters with the suffix). */
export const MAX_UNIT_NAME = 255;
/** Commands and arguments of one Exec line; real ones have some dozens, the kernel takes 2 MiB in all. */
export const MAX_EXEC_WORDS = 65_536;
/** Variables of one environment file or Environment= value; real ones have some dozens. */
export const MAX_ENVIRONMENT_VARIABLES = 65_536;
/** What one specifier or variable expansion may grow to: a thousand `%n` multiply a name of 255 characters. */
export const MAX_UNIT_EXPANDED = 4 * MIB;
/** /etc/passwd, /etc/group, or one account of a local directory node (with its picture). */
export const MAX_ACCOUNT_FILE = 16 * MIB;
/** A script or configuration file that starts programs (init script, crontab, udev rules); the largest real ones have some 100 KiB. */
export const MAX_STARTUP_FILE = 1 * MIB;
/** Entries kept of one such file; the largest distribution udev rules have some hundreds. */
export const MAX_STARTUP_ENTRIES = 5_000;
/** Characters of one line of a script that are analysed; hand-written lines stay below some hundreds, encoded payloads below this. */
export const MAX_SCRIPT_LINE = 32_768;
/** Lines of one script that are analysed; the longest init scripts of distributions have some 2,000. */
export const MAX_SCRIPT_LINES = 20_000;
/** Payloads kept of one script; the longest init scripts of distributions name some dozens. */
export const MAX_SCRIPT_PAYLOADS = 256;

/** One file of a package database; rpm databases of large servers, with every change log, are 100 to 300 MiB. */
export const MAX_PACKAGE_DATABASE = 1024 * MIB;
/** dpkg's status, which is read as text; a desktop's is 3 MiB. */
export const MAX_PACKAGE_STATUS = 256 * MIB;
/** What is read of all package databases together: the lists of files stay in memory while questions are asked. */
export const MAX_PACKAGE_BYTES = 2048 * MIB;
/** Damaged pages, items or packages of one database, before the rest is given up: each costs an error, and a file may be nothing else. */
export const MAX_PACKAGE_DAMAGE = 10_000;
/** One package's list of files or digests; the largest real ones (kernel headers, texlive) are 5 MiB. */
export const MAX_PACKAGE_FILE = 64 * MIB;
/** Packages of one root; the largest distributions offer some 100,000, a desktop installs 2,500. */
export const MAX_PACKAGES = 200_000;
/** Paths that all packages of one database list; a desktop has some 400,000. Each costs 20 bytes beside its text. */
export const MAX_PACKAGE_PATHS = 10_000_000;
/** Files of packages, changed or missing, that a verification of all packages lists; more are counted. */
export const MAX_VERIFIED_FILES = 10_000;
/** Entries of equal hash that are compared for one question; even `/usr` is listed once a package. */
export const MAX_PATH_CLAIMS = 20_000;

/** Processes of a live host that are looked at; the kernel allows some four million ids, real hosts have some thousands. */
export const MAX_PROCESSES = 65_536;
/** A file of /proc that is read whole (stat, status, cgroup); real ones are under 4 KiB. */
export const MAX_PROC_FILE = 64 * 1024;
/** What is kept of one process's command line; the kernel lets it be 2 MiB, of which a report shows nothing more. */
export const MAX_PROC_COMMAND_LINE = 64 * 1024;
/** What a program of a live host may write (`systemctl show` of a thousand units is 500 KiB). */
export const MAX_HOST_COMMAND_OUTPUT = 32 * MIB;
/** Milliseconds that a program of a live host may take. */
export const HOST_COMMAND_TIMEOUT = 10_000;
/** Units or jobs that one listing of a live host may hold; real hosts load some hundreds. */
export const MAX_LISTED_UNITS = 100_000;
/** Blocks within each other in what launchctl prints; real output has four. */
export const MAX_LAUNCHCTL_DEPTH = 32;
/** Programs in /usr/bin and /bin together from which on a folder is a volume and not what somebody collected; busybox aside. */
export const MIN_VOLUME_PROGRAMS = 24;
/** Folders above a bare `LaunchDaemons` or `systemd`: `HOST/files/Volumes/NAME/System/Library` and one to spare. */
export const MAX_BARE_DEPTH = 8;
/** Homes looked into while a Linux or macOS root is recognised. */
export const MAX_RECOGNISED_HOMES = 256;

/** Homes that are searched for launchd jobs; a Mac has some hundred accounts, most of them without a home. */
export const MAX_HOMES = 10_000;
/** launchd jobs of one root; macOS itself brings under 1,000. */
export const MAX_LAUNCHD_JOBS = 50_000;
/** App bundles that are searched for jobs of their own; large hosts have some hundreds. */
export const MAX_APP_BUNDLES = 20_000;
/** Background items of one store; each account of a host has some dozens. */
export const MAX_BACKGROUND_ITEMS = 50_000;
/** Components of one bookmark's path; macOS allows no path beyond 1,024 bytes. */
export const MAX_BOOKMARK_PARTS = 512;
/** A unit file or drop-in; real ones are under 64 KiB, systemd itself sets no limit. */
export const MAX_UNIT_FILE = 8 * MIB;
/** Links from unit name to unit name that are followed (FOLLOW_MAX, src/basic/unit-file.c). */
export const MAX_UNIT_ALIAS_HOPS = 8;
/** Instances of one manager that only settings name: two lines of a template can name twice as many with every step. */
export const MAX_NAMED_INSTANCES = 5_000;
/** Settings of all units of a root after merging: a drop-in for every unit (`service.d`) multiplies what it holds. */
export const MAX_MERGED_SETTINGS = 4_000_000;
/** A case file, which is held in memory; one of a million events and 100,000 services is about 0.9 GiB. */
export const MAX_CASE_SIZE = 2047 * MIB;
/** Records of a case file that are deflated together, unpacked: 32 KiB and one record of at most 1 Mi characters, in UTF-8. */
export const MAX_PACK_SIZE = 4 * MIB;

/** Event log files of one root; Windows 11 has some 400. */
export const MAX_LOG_FILES = 20_000;
/** Folders below a folder of bare logs that are searched for them. */
export const MAX_LOG_DEPTH = 6;
/** Bytes of an .evt file, which is read as a whole: Windows 2003 allowed 4 GiB in all logs and recommended 300 MB. */
export const MAX_EVT_SIZE = 512 * MIB;
/** Events kept in one result: what a case file and a window can still hold. */
export const MAX_EVENTS = 1_000_000;
/** Findings of one rule on logs, some 4 KiB each: forged logs could make one of each line. */
export const MAX_FINDINGS_OF_RULE = 20_000;
