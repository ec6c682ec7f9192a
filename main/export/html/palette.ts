/** Colours by role. Every text colour has a contrast of at least 4.5:1 on each ground it is used on (a test computes it). */
export const LIGHT = {
  paper: '#ffffff',
  ground: '#f6f7f9',
  ink: '#1b1f26',
  soft: '#505a69',
  rule: '#d5dae1',
  strong: '#8a94a3',
  link: '#1d4f91',
  mark: '#8a2c6b',
  bar: '#9db2cc',
  critical: '#8c1022',
  criticalGround: '#fbe9eb',
  high: '#96380a',
  highGround: '#fcefe5',
  medium: '#6f5203',
  mediumGround: '#fbf4dc',
  low: '#205493',
  lowGround: '#e8f0fa',
  informational: '#4a5361',
  informationalGround: '#eceff3',
  good: '#1f6339',
} as const;

export type Palette = Readonly<Record<keyof typeof LIGHT, string>>;

export const DARK: Palette = {
  paper: '#14171c',
  ground: '#1c2027',
  ink: '#e6e9ee',
  soft: '#a9b2c0',
  rule: '#343b46',
  strong: '#6b7686',
  link: '#8fbcf5',
  mark: '#eaa0d2',
  bar: '#4a6384',
  critical: '#ffa3ac',
  criticalGround: '#401a20',
  high: '#ffb383',
  highGround: '#3d2415',
  medium: '#ecd07a',
  mediumGround: '#352c10',
  low: '#9cc7fb',
  lowGround: '#182c45',
  informational: '#bcc4d0',
  informationalGround: '#2a303a',
  good: '#86d3a2',
};

export function paletteCss(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)}:${colour}`)
    .join(';');
}
