import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Language, Text } from '../web/lib/say.ts'

const web = join(import.meta.dirname, '../web')

/** Every text of the application that has one form and says two different things in its two languages. */
export async function fixedTexts(): Promise<readonly Record<Language, string>[]> {
  const found: Record<Language, string>[] = []
  for (const file of globSync('**/*-texts.ts', { cwd: web, exclude: ['dist*/**'] })) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(web, file)).href)
    for (const text of Object.values(module).flatMap((one) => Object.entries(one as Record<string, Text>))) {
      const [name, { ru, en }] = text
      if (name !== 'otherLanguage' && typeof ru === 'string' && typeof en === 'string' && ru !== en)
        found.push({ ru, en })
    }
  }
  return found
}
