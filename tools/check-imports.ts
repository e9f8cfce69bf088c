// Imports point down: app → modules → events → platform → contract; a module reaches another only through its index.ts.
// The whole rule stands in `refusals`; ARCHITECTURE.md explains it.
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { findCircles } from './find-circles.ts'
import { findFiles, type Import, readSource } from './source-files.ts'

type Link = { from: string; to: string; typeOnly: boolean; line: number }

const aliases = {
  '#contract/': 'contract/',
  '#platform/': 'server/platform/',
  '#events/': 'server/events/',
  '#modules/': 'server/modules/',
}
const floors = [/^contract\//, /^server\/platform\//, /^server\/events\//, /^server\/modules\//, /^server\//]
const webFloors = [/^web\/(ui|lib)\//, /^web\/features\//, /^web\/app\//]
const rulesMayUse = /^contract\/|^server\/platform\/(failure|money)\.ts$|-rules\.ts$/
const isTest = (file: string) => /\.(test|faults|kafka)\.ts$|^(faults|e2e|bench)\/|^server\/test-kit\//.test(file)

const refusals: { why: string; when: (from: string, to: string) => boolean }[] = [
  {
    why: 'imports point down: app → modules → events → platform → contract',
    when: (from, to) => !isTest(from) && climbs(floors, from, to),
  },
  { why: 'web imports point down: app → features → ui, lib', when: (from, to) => climbs(webFloors, from, to) },
  {
    why: 'a module is reached only through its index.ts',
    when: (from, to) => (otherModule(from, to) || fromOutside(from, to)) && !to.endsWith('/index.ts'),
  },
  {
    why: 'a feature does not reach into another feature',
    when: (from, to) => differ(/^web\/features\/([^/]+)/, from, to),
  },
  {
    why: 'rules use only contract, failure, money and other rules',
    when: (from, to) => from.endsWith('-rules.ts') && !rulesMayUse.test(to),
  },
  {
    why: 'contract uses only typebox',
    when: (from, to) => from.startsWith('contract/') && !isTest(from) && !/^contract\/|^typebox($|\/)/.test(to),
  },
  {
    why: 'web and server meet only in contract',
    when: (from, to) =>
      (/^web\//.test(from) && /^(server|seeds|tools|bench)\//.test(to)) ||
      (/^(server|contract)\//.test(from) && /^web\//.test(to)),
  },
  { why: 'only tests use the test kit', when: (from, to) => to.startsWith('server/test-kit/') && !isTest(from) },
  {
    why: 'the server does not use tools or benchmarks',
    when: (from, to) => from.startsWith('server/') && !isTest(from) && /^(tools|bench|faults|e2e)\//.test(to),
  },
]

/** One line per import that breaks the rule, and per circle. */
export function checkImports(root: string): string[] {
  const files = findFiles(root, '{contract,server,web,seeds,tools,bench,faults,e2e}/**/*.{ts,tsx,mjs}')
  const links = files.flatMap((file) => readSource(root, file).imports.map((found) => link(file, found)))
  return [
    ...links.flatMap((found) => [...broken(found), ...missing(root, found)]),
    ...findCircles(links.filter((found) => !found.typeOnly)).map((circle) => `files in a circle: ${circle}`),
    ...findCircles(links.filter((found) => otherModule(found.from, found.to)).map(byModule)).map(
      (circle) => `modules in a circle: ${circle}`,
    ),
  ]
}

function link(from: string, { specifier, line, typeOnly }: Import): Link {
  const alias = Object.entries(aliases).find(([prefix]) => specifier.startsWith(prefix))
  const to = alias ? specifier.replace(alias[0], alias[1]) : specifier
  return { from, to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to, line, typeOnly }
}

function broken({ from, to, line }: Link): string[] {
  return refusals.filter(({ when }) => when(from, to)).map(({ why }) => `${from}:${line} imports ${to}: ${why}`)
}

function missing(root: string, { from, to, line }: Link): string[] {
  const ours = /^(contract|server|web|seeds|tools|bench|faults|e2e)\//.test(to)
  return ours && !existsSync(join(root, to)) ? [`${from}:${line} imports ${to}: no such file`] : []
}

/** The first match is the floor, so that server/ alone means the app. Outside the house there is no floor. */
function climbs(house: RegExp[], from: string, to: string): boolean {
  const floor = (file: string) => house.findIndex((storey) => storey.test(file))
  return floor(from) !== -1 && floor(to) > floor(from)
}

function otherModule(from: string, to: string): boolean {
  return differ(/^server\/modules\/([^/]+)\//, from, to)
}

/** The app, a command or a seed; tests may look inside. */
function fromOutside(from: string, to: string): boolean {
  return !from.startsWith('server/modules/') && to.startsWith('server/modules/') && !isTest(from)
}

/** Both lie in such a folder, but not in the same one. */
function differ(folder: RegExp, from: string, to: string): boolean {
  const [a, b] = [from.match(folder)?.[1], to.match(folder)?.[1]]
  return a !== undefined && b !== undefined && a !== b
}

function byModule({ from, to }: Link): { from: string; to: string } {
  const noun = (file: string) => file.split('/')[2] ?? file
  return { from: noun(from), to: noun(to) }
}
