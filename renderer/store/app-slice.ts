import type { StateCreator } from 'zustand';
import { ask } from '../bridge.ts';
import { readPreference, writePreference } from './preferences.ts';
import { type AppSlice, type Store, THEMES, type Theme } from './store-types.ts';

let lastToast = 0;

function storedTheme(): Theme {
  const stored = readPreference('theme');
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

export const appSlice: StateCreator<Store, [], [], AppSlice> = (set, get) => ({
  info: null,
  theme: storedTheme(),
  toasts: [],
  announcement: '',
  shortcutsOpen: false,
  who: readPreference('who') ?? '',
  async loadInfo() {
    const info = await ask('app:info', {});
    if (!info.ok) {
      get().toast(info.error.message, 'problem');
      return;
    }
    const first = get().info === null;
    set({ info: info.value });
    if (info.value.scanning !== null) get().scanFound(info.value.scanning);
    if (first && info.value.startProblem !== null) get().toast(info.value.startProblem, 'problem');
  },
  setTheme(theme) {
    writePreference('theme', theme);
    set({ theme });
  },
  setWho(who) {
    writePreference('who', who);
    set({ who });
  },
  toast(text, tone = 'info') {
    lastToast += 1;
    set({ toasts: [...get().toasts.slice(-3), { id: lastToast, tone, text }] });
  },
  dismissToast(id) {
    set({ toasts: get().toasts.filter((toast) => toast.id !== id) });
  },
  announce(announcement) {
    set({ announcement });
  },
  setShortcutsOpen(shortcutsOpen) {
    set({ shortcutsOpen });
  },
});
