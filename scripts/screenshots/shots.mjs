/** What is done on each page before its picture is taken. By keys and names, as a user would. */
const go = async (page, key) => {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
};

const openRow = async (page, text) => {
  await page.waitForSelector('.grid-row .grid-cell');
  if (text !== undefined) await page.click(`.grid-row:has-text("${text}") .grid-cell[data-column="2"]`);
  await page.focus('.grid-box');
};

/** Also taken in a small window and at 200 %. */
export const MORE = [
  'start',
  'overview',
  'timeline',
  'findings',
  'services',
  'groups',
  'detail',
  'life',
  'bytes',
  'files',
  'events',
  'compare',
  'coverage',
  'diagnostics',
  'report',
];

export const SHOTS = {
  start: async (page) => {
    await page.waitForSelector('h1');
    if ((await page.$('.verdict')) !== null) await go(page, 'n');
    await page.waitForSelector('.start');
  },
  scan: async (page) => {
    await page.getByRole('button', { name: 'Choose and scan…' }).click();
    await page.locator('tr', { hasText: 'Windows events' }).waitFor();
  },
  overview: async (page) => {
    await go(page, 'o');
    await page.waitForSelector('.top-finding');
  },
  timeline: async (page) => {
    await go(page, 'o');
    const chart = page.locator('.brush').first();
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width } = await chart.boundingBox();
    await page.mouse.move(x + width - 4, y + 30);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForSelector('.range-summary');
    // The night of the last of its three days.
    await page.getByLabel('From (UTC)').fill('2024-03-02 23:30');
    await page.getByLabel('To (UTC)').fill('2024-03-03 00:30');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.range-summary:has-text("1 hour")');
    await page.locator('.brush').nth(1).waitFor();
    await page.evaluate(() => document.querySelector('.page')?.scrollTo({ top: 100_000 }));
  },
  findings: async (page) => {
    await go(page, 'f');
    await page.waitForSelector('.detail h1');
  },
  services: async (page) => {
    await go(page, 's');
    await openRow(page);
    await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  },
  groups: async (page) => {
    await go(page, 's');
    await openRow(page);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('startMode');
    await page.waitForSelector('.grid-group');
    await page.locator('.grid-group', { hasText: 'demand' }).click();
    await page.waitForSelector('.grid-row[aria-level="2"]');
    await page.evaluate(() => localStorage.removeItem('daemonscope.columns.services'));
  },
  detail: async (page) => {
    await go(page, 's');
    await openRow(page, 'RemSvc');
    await page.waitForSelector('.detail h1');
  },
  life: async (page) => {
    await go(page, 's');
    await openRow(page, 'RemSvc');
    await page.getByRole('button', { name: /^.?Life of the service/ }).scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector('.life')?.closest('.section')?.scrollIntoView());
  },
  bytes: async (page) => {
    await go(page, 's');
    await openRow(page, 'RemSvc');
    await page.waitForSelector('.hex');
    await page.evaluate(() => document.querySelector('.hex')?.closest('.section')?.scrollIntoView());
  },
  files: async (page) => {
    await go(page, 'i');
    await openRow(page);
  },
  events: async (page) => {
    await go(page, 'e');
    await openRow(page, '7045');
    await page.waitForSelector('.detail h1');
  },
  coverage: async (page) => {
    await go(page, 'd');
    await page.waitForSelector('.table');
  },
  diagnostics: async (page) => {
    await go(page, 'd');
    await page.waitForSelector('.table');
    await page.getByRole('radio', { name: /^Diagnostics/ }).click();
  },
  compare: async (page) => {
    await go(page, 'c');
    await page.getByRole('button', { name: /Compare with/ }).click();
    await openRow(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.change-field');
  },
  report: async (page) => {
    await go(page, 'r');
    await page.waitForSelector('.preview-frame');
  },
};
