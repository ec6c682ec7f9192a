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

export const SHOTS = {
  start: async () => {},
  scan: async (page) => {
    await page.getByRole('button', { name: 'Scan this machine' }).click();
    await page.waitForTimeout(500);
  },
  overview: async (page) => go(page, 'o'),
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
  files: async (page) => {
    await go(page, 'i');
    await openRow(page);
  },
  events: async (page) => {
    await go(page, 'e');
    await openRow(page, '7045');
    await page.waitForSelector('.detail h1');
  },
  coverage: async (page) => go(page, 'd'),
  diagnostics: async (page) => {
    await go(page, 'd');
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
