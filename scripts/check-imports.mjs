import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Who may import whom (ARCHITECTURE.md: one direction, no way back). One table; `npm test` fails when a file breaks it.
 * A room may always import itself. `npm` names the packages a room may use.
 */
const ROOMS = {
  shared: { rooms: [], npm: ['zod'], node: false },
  'main/formats': { rooms: ['shared'], npm: [], node: ['node:buffer', 'node:zlib'] },
  'main/evidence': { rooms: ['shared', 'main/formats'], npm: [], node: true },
  'main/sources': { rooms: ['shared', 'main/formats', 'main/evidence'], npm: [], node: ['node:crypto'] },
  'main/enrich': { rooms: ['shared', 'main/formats', 'main/evidence'], npm: [], node: true },
  'main/detect': { rooms: ['shared'], npm: ['yaml', 're2js'], node: false },
  'main/export': { rooms: ['shared'], npm: [], node: false },
  'main/case': { rooms: ['shared'], npm: ['sql.js', 'zod'], node: ['node:zlib'] },
  'main/triage': {
    rooms: [
      'shared',
      'main/formats',
      'main/evidence',
      'main/sources',
      'main/enrich',
      'main/detect',
      'main/export',
      'main/case',
    ],
    npm: [],
    node: true,
  },
  'main/cli': {
    rooms: ['shared', 'main/evidence', 'main/detect', 'main/export', 'main/case', 'main/triage'],
    npm: [],
    node: true,
  },
  'main/app': {
    rooms: ['shared', 'main/evidence', 'main/triage', 'main/export', 'main/case'],
    npm: ['electron', 'zod'],
    node: true,
  },
  preload: { rooms: ['shared'], npm: ['electron'], node: false },
  renderer: {
    rooms: ['shared'],
    npm: ['react', 'react-dom', 'zustand', '@tanstack/react-virtual'],
    node: false,
  },
};
/** Files outside rooms. */
const FILES = { 'main/cli.ts': 'main/cli', 'main/electron.ts': 'main/app' };

function roomOf(file) {
  if (FILES[file] !== undefined) return FILES[file];
  return Object.keys(ROOMS).find((room) => file.startsWith(`${room}/`));
}

/** Problems of one file, given its path from the top and its text. */
function checkFile(file, text) {
  const room = roomOf(file);
  if (room === undefined) return file === 'main/modules.d.ts' ? [] : [`${file}: belongs to no room`];
  const rules = ROOMS[room];
  const problems = [];
  const specifiers = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  for (const found of specifiers) {
    const specifier = found[1] ?? found[2] ?? found[3];
    if (specifier.startsWith('.')) {
      const target = posix.normalize(posix.join(posix.dirname(file), specifier));
      const targetRoom = roomOf(target);
      if (target === 'package.json') continue;
      if (targetRoom !== room && !rules.rooms.includes(targetRoom)) {
        problems.push(
          `${file}: ${room} may not import ${targetRoom ?? target} (${specifier}); allowed: ${rules.rooms.join(', ') || 'nothing'}`,
        );
      }
    } else if (specifier.startsWith('node:')) {
      const allowed = rules.node === true || (Array.isArray(rules.node) && rules.node.includes(specifier));
      if (!allowed) problems.push(`${file}: ${room} may not use ${specifier}`);
    } else {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      if (!rules.npm.includes(name)) problems.push(`${file}: ${room} may not use the package ${name}`);
    }
  }
  return problems;
}

/** Chains of files that import each other, types included: there must be none. */
function findCycles(graph) {
  const cycles = [];
  const state = new Map();
  const visit = (file, trail) => {
    state.set(file, 'open');
    for (const target of graph.get(file) ?? []) {
      if (state.get(target) === 'open')
        cycles.push([...trail.slice(trail.indexOf(target)), target].join(' → '));
      else if (!state.has(target) && graph.has(target)) visit(target, [...trail, target]);
    }
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file, [file]);
  return cycles;
}

function sourceFiles(top, folder) {
  return readdirSync(join(top, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function main() {
  const top = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const files = ['main', 'shared', 'preload', 'renderer'].flatMap((folder) => {
    try {
      return sourceFiles(top, folder);
    } catch {
      return [];
    }
  });
  const graph = new Map();
  const problems = [];
  for (const file of files) {
    const text = readFileSync(join(top, file), 'utf8');
    problems.push(...checkFile(file, text));
    const targets = [...text.matchAll(/from\s*['"](\.[^'"]+)['"]/g)].map((found) =>
      posix.normalize(posix.join(posix.dirname(file), found[1])),
    );
    graph.set(file, targets);
  }
  problems.push(...findCycles(graph).map((cycle) => `cycle: ${cycle}`));
  for (const problem of problems) console.error(problem);
  console.log(`import rules: ${files.length} files, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (process.argv[1]?.endsWith('check-imports.mjs')) main();
