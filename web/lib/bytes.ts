import { type Language, useLanguage } from './say.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** «307 кБ», «52,6 ГБ»: decimal units, as disks are sold. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const options = { style: 'unit', unit: units[power] ?? 'byte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, options).format(bytes / 1000 ** power)
}

export function useBytes(): (bytes: number) => string {
  const language = useLanguage()
  return (bytes) => formatBytes(bytes, language)
}
