/** The two names on Electron's own wire; which request or notice it is travels as the first argument and is checked. */
export const REQUEST_CHANNEL = 'daemonscope:request';
export const NOTICE_CHANNEL = 'daemonscope:notice';
