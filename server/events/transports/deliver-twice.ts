import type { RecordSource } from './source.ts'

// For tests only: every transport may repeat itself; this one always does.
export function deliveringTwice(source: RecordSource): RecordSource {
  return {
    ...source,
    async open(request) {
      const reader = await source.open(request)
      return {
        ...reader,
        async read(max) {
          const records = await reader.read(Math.ceil(max / 2))
          return [...records, ...records]
        },
      }
    },
  }
}
