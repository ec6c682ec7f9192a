/** Drawn by us, on a grid of 16. `currentcolor`, so that forced colours reach them. */
const ICONS = {
  critical: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4v5h2V4zm0 6.2v1.9h2v-1.9z',
  high: 'M8 1 15.5 14.5H.5zM7.2 6v4.4h1.6V6zm0 5.4V13h1.6v-1.6z',
  medium: 'M8 .8 15.2 8 8 15.2.8 8zM7.2 4.6v4.2h1.6V4.6zm0 5.2v1.6h1.6V9.8z',
  low: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM4.5 7.2v1.6h7V7.2z',
  informational:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM7.2 4.2h1.6v1.6H7.2zm0 2.8h1.6v4.8H7.2z',
  good: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm3.6 3.6L7 9.2 4.9 7.1 3.8 8.2 7 11.4l5.7-5.7z',
  missing:
    'M3 1h6l4 4v3h-1.5V6H8V2.5H4.5v11H8V15H3zm7 8.9 1.1-1 1.4 1.4 1.4-1.4 1.1 1-1.5 1.5 1.5 1.4-1.1 1.1-1.4-1.5-1.4 1.5-1.1-1.1 1.5-1.4z',
  changed:
    'M8 2a6 6 0 0 1 5.2 3H11v1.5h4.5V2H14v1.8A7.5 7.5 0 0 0 .6 7h1.5A6 6 0 0 1 8 2zm0 12a6 6 0 0 1-5.2-3H5V9.5H.5V14H2v-1.8A7.5 7.5 0 0 0 15.4 9h-1.5A6 6 0 0 1 8 14z',
  new: 'M7 1h2v4.6l3.9-2.3 1 1.7L10 7.3V9l3.9 2.3-1 1.7L9 10.7V15H7v-4.3l-3.9 2.3-1-1.7L6 9V7.3L2.1 5l1-1.7L7 5.6z',
  unknown:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.6 6.2a2.4 2.4 0 1 1 3.5 2.1c-.3.2-.4.3-.4.9H7.2c0-1.2.4-1.7 1.2-2.2.6-.3.6-1.6-.4-1.6-.6 0-.9.4-.9.8zM7.2 10.2h1.6v1.6H7.2z',
  start: 'M8 1 1 7v8h5v-5h4v5h5V7zm0 2 5.5 4.7v5.8h-2v-5h-7v5h-2V7.7z',
  overview: 'M1 2h6v7H1zm1.5 1.5v4h3v-4zM9 2h6v4H9zm1.5 1.5v1h3v-1zM1 11h6v3H1zm8-3h6v6H9zm1.5 1.5v3h3v-3z',
  findings: 'M2 1h11v8h-9.5v6H2zm1.5 1.5v5h8v-5z',
  services:
    'M1 2h14v3.5H1zm1.5 1.2v1.1h11V3.2zM1 6.5h14V10H1zm1.5 1.2v1.1h11V7.7zM1 11h14v3.5H1zm1.5 1.2v1.1h11v-1.1z',
  files: 'M3 1h6.5L13 4.5V15H3zm1.5 1.5v11h7V6H8V2.5z',
  events:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM7.2 4h1.6v3.7l2.4 2.4-1.1 1.1-2.9-2.9z',
  diagnostics: 'M1 8.7h3L6 3l3.5 9 2-4.8H15v1.5h-2.5L9.6 15 6.1 6.4 5 10.2H1z',
  compare: 'M1 2h6v12H1zm1.5 1.5v9h3v-9zM9 2h6v12H9zm1.5 1.5v9h3v-9z',
  report: 'M2 1h12v14H2zm1.5 1.5v11h9v-11zM5 5h6v1.4H5zm0 2.7h6v1.4H5zm0 2.7h4v1.4H5z',
  folder: 'M1 3h5l1.5 2H15v9H1zm1.5 3.5v6h11v-6z',
  machine: 'M1 2h14v9H9v2h2.5v1.5h-7V13H7v-2H1zm1.5 1.5v6h11v-6z',
  save: 'M1 1h11l3 3v11H1zm1.5 1.5v11h11V4.6l-2.1-2.1H11v4H4.5v-4zM6 2.5V5h3.5V2.5z',
  search:
    'M6.5 1a5.5 5.5 0 0 1 4.4 8.8l4 4-1.1 1.1-4-4A5.5 5.5 0 1 1 6.5 1zm0 1.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  close: 'M3.1 2 8 6.9 12.9 2 14 3.1 9.1 8l4.9 4.9-1.1 1.1L8 9.1 3.1 14 2 12.9 6.9 8 2 3.1z',
  copy: 'M5 1h9v10h-3v4H2V5h3zm1.5 1.5V5H11v4.5h1.5v-7zm-3 4v7h6v-7z',
  theme: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5v11a5.5 5.5 0 0 0 0-11z',
  help: 'M1 3h14v10H1zm1.5 1.5v7h11v-7zM4 6h1.5v1.5H4zm3 0h1.5v1.5H7zm3 0h1.5v1.5H10zM5 9h6v1.4H5z',
  chevron: 'M5.6 2.5 11.1 8l-5.5 5.5-1.1-1.1L8.9 8 4.5 3.6z',
  daemon:
    'M8 .8 14.5 4.4v7.2L8 15.2 1.5 11.6V4.4zm0 1.8L3.1 5.3v5.4L8 13.4l4.9-2.7V5.3zM8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zm0 1.4a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z',
  note: 'M1 2h14v9H8l-4 4v-4H1zm1.5 1.5v6h3v2l2-2h6v-6z',
} as const;

export type IconName = keyof typeof ICONS;

/** Decoration: the text beside it says the same. */
export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      className={`icon ${className ?? ''}`}
      viewBox="0 0 16 16"
      fill="currentColor"
      fillRule="evenodd"
      aria-hidden="true"
      focusable="false"
    >
      <path d={ICONS[name]} />
    </svg>
  );
}
