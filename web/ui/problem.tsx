import { Icon } from './icon.tsx'

/** What went wrong with a form as a whole; read out when it appears. */
export function Problem({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text && (
        <p className="flex gap-2 rounded-md border border-line-strong px-3 py-2 text-bad">
          <Icon name="alert" className="mt-0.5" />
          <span className="min-w-0 break-words">{text}</span>
        </p>
      )}
    </div>
  )
}
