/** SERVICE_START_TYPE in the words of 7040 and 7045, of the languages whose records were seen; others stay as they are. */
const START_TYPES = new Map(
  Object.entries({
    'boot start': 'boot',
    'system start': 'system',
    'auto start': 'auto',
    'demand start': 'manual',
    disabled: 'disabled',
    automatisch: 'auto',
    'automatisch starten': 'auto',
    manuell: 'manual',
    'manuell starten': 'manual',
    deaktiviert: 'disabled',
    'démarrage automatique': 'auto',
    automatique: 'auto',
    'démarrage à la demande': 'manual',
    manuel: 'manual',
    désactivé: 'disabled',
    自動的な開始: 'auto',
    自動: 'auto',
    要求による開始: 'manual',
    要求時の開始: 'manual',
    手動: 'manual',
    無効: 'disabled',
    自动启动: 'auto',
    按需启动: 'manual',
  }),
);

/**
 * "Disabled" as Windows says it in further languages (Microsoft's terminology: Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Russian,
 * Polish, Czech, Chinese, Korean): the word that matters most.
 */
const DISABLED =
  /^(?:d[ei]sh?abilit\w+|desativad\w|desactivad\w|uitgeschakeld|inaktiverad|deaktiveret|отключен\S{0,2}|wyłączon\S|zakázán\S|已?禁用|已?停用|사용 안 함)$/u;

/** `words` of 7040 and 7045 as `boot`, `system`, `auto`, `manual` or `disabled`; what is in no known language stays as it is. */
export function startType(words: string): string {
  const word = words.trim().toLowerCase();
  return START_TYPES.get(word) ?? (DISABLED.test(word) ? 'disabled' : words);
}

/** Words of 7036's second parameter, for records without binary data (Windows XP and 2003, and forwarded ones). */
const STATE_WORDS = new Map(
  Object.entries({
    running: 4,
    stopped: 1,
    paused: 7,
    ausgeführt: 4,
    'wird ausgeführt': 4,
    gestartet: 4,
    beendet: 1,
    angehalten: 7,
    'en cours d’exécution': 4,
    "en cours d'exécution": 4,
    arrêté: 1,
    実行中: 4,
    停止: 1,
    正在运行: 4,
  }),
);

/** State of a service (SERVICE_STATUS dwCurrentState, winsvc.h) in the words of 7036; null when they are not known. */
export function stateOfWords(words: string): number | null {
  return STATE_WORDS.get(words.trim().toLowerCase()) ?? null;
}
