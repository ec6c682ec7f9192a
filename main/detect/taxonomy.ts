/** Every field that an inventory rule may name, by platform; see `taxonomy/field.ts`. */
export type { FieldDescription } from './taxonomy/field.ts';
export { HISTORY_FIELDS, type HistoryField } from './taxonomy/history.ts';
export { LINUX_SERVICE_FIELDS, type LinuxServiceField } from './taxonomy/linux.ts';
export { MACOS_SERVICE_FIELDS, type MacosServiceField } from './taxonomy/macos.ts';
export {
  WINDOWS_SERVICE_FIELDS,
  WINDOWS_SETTING_FIELDS,
  type WindowsServiceField,
  type WindowsSettingField,
} from './taxonomy/windows.ts';
