// What the documents name must exist: paths, npm commands, verbs of `npm run crm`. The two READMEs keep one shape.
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { findFiles } from './source-files.ts'

type Page = { file: string; prose: string; code: string[] }

const ourFolders = /^(\.ci|\.github|bench|contract|docs|e2e|examples|faults|seeds|server|tools|web)\//
const longestMap = 150

/** One line per promise of a document that does not hold. */
export function checkDocs(root: string): string[] {
  const pages = findFiles(root, ['*.md', '{docs,server,contract,bench,examples}/**/*.md']).map((file) =>
    readPage(root, file),
  )
  return [
    ...pages.flatMap((page) => [...lostPaths(root, page), ...lostCommands(root, page)]),
    ...differentShapes(root, 'README.md', 'README.ru.md'),
    ...findFiles(root, 'docs/**/*.ru.md').flatMap((page) => differentShapes(root, page.replace('.ru.', '.'), page)),
    ...tooLong(root, 'ARCHITECTURE.md', longestMap),
  ]
}

function readPage(root: string, file: string): Page {
  const text = readFileSync(join(root, file), 'utf8')
  const blocks = [...text.matchAll(/^```.*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '')
  const prose = text.replace(/^```.*\n[\s\S]*?^```/gm, '')
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  return { file, prose, code: [...blocks.flatMap((block) => block.split('\n')), ...inline] }
}

function lostPaths(root: string, { file, prose, code }: Page): string[] {
  const links = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)|src="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '')
  const linked = links
    .filter((link) => !/^([a-z]+:|#)/.test(link))
    .map((link) => posix.join(posix.dirname(file), decodeURI(link.replace(/#.*/, ''))))
  const named = code
    .flatMap((line) => line.split(/[\s'"(),;]+/))
    .map((word) => word.replace(/^\.\//, '').replace(/[.:]+$/, ''))
    .filter((word) => (ourFolders.test(word) || /^[A-Z][\w.-]*\.md$/.test(word)) && !/[<>*{}$…|]|NNNN/.test(word))
  return [...new Set([...linked, ...named])]
    .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, posix.dirname(file), path)))
    .map((path) => `${file} names ${path}: no such file`)
}

function lostCommands(root: string, { file, code }: Page): string[] {
  const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>
  }
  const verbs = commandVerbs(root)
  const lines = code.join('\n')
  const named = [...lines.matchAll(/\bnpm run ([\w:-]+)/g), ...lines.matchAll(/\bnpm (start|test|stop|restart)\b/g)]
  const asked = [...lines.matchAll(/\bnpm run (?:-s )?crm -- ([a-z][\w-]*(?: [a-z][\w-]*)?)/g)].map(
    (match) => match[1] ?? '',
  )
  return [...new Set(named.map((match) => match[1] ?? ''))]
    .filter((script) => !(script in scripts))
    .map((script) => `${file} names npm run ${script}: no such script`)
    .concat(
      [...new Set(asked)]
        .filter((words) => !verbs.has(words) && !verbs.has(words.split(' ')[0] ?? ''))
        .map((verb) => `${file} names npm run crm -- ${verb}: no such verb`),
    )
}

/** As the command line lists them, one word or two. */
function commandVerbs(root: string): Set<string> {
  const list = join(root, 'server', 'cli', 'crm.ts')
  const text = existsSync(list) ? readFileSync(list, 'utf8') : ''
  return new Set([...text.matchAll(/\bverb: '([a-z][\w -]*)'/g)].map((match) => match[1] ?? ''))
}

function differentShapes(root: string, one: string, other: string): string[] {
  if (!existsSync(join(root, one)) || !existsSync(join(root, other))) return [`${one} and ${other} must both exist`]
  const [a, b] = [shapeOf(join(root, one)), shapeOf(join(root, other))]
  const apart = a.findIndex(
    (heading, index) => heading.level !== b[index]?.level || heading.blocks !== b[index]?.blocks,
  )
  if (apart === -1 && a.length === b.length) return []
  const place = apart === -1 ? a.length : apart
  return [
    `${one} and ${other} differ in headings or code blocks at “${a[place]?.title ?? 'the end'}” / “${b[place]?.title ?? 'the end'}”`,
  ]
}

/** Headings in order, each with the number of code blocks under it. */
function shapeOf(file: string): { level: number; title: string; blocks: number }[] {
  const headings = [{ level: 0, title: 'the top', blocks: 0 }]
  let inCode = false
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const heading = line.match(/^(#+) (.*)/)
    if (line.startsWith('```')) {
      inCode = !inCode
      const last = headings.at(-1)
      if (inCode && last) last.blocks += 1
    } else if (heading && !inCode) headings.push({ level: heading[1]?.length ?? 0, title: heading[2] ?? '', blocks: 0 })
  }
  return headings
}

function tooLong(root: string, file: string, most: number): string[] {
  if (!existsSync(join(root, file))) return [`${file} is missing`]
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
  return lines > most ? [`${file} has ${lines} lines; at most ${most}`] : []
}
