import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Point, Sparkline } from '../../ui/line-chart.tsx'
import { overviewTexts as texts } from './overview-texts.ts'

type FigureProps = { title: string; now: readonly Point[]; before: readonly Point[]; to: string | undefined }

/** One number of the period, how it compares with the period before, and the way to the rows behind it. */
export function Figure({ title, now, before, to }: FigureProps) {
  const say = useSay()
  const { number, growth } = useFormat()
  const [sum, past] = [sumOf(now), sumOf(before)]
  const grown = past === 0 ? null : (sum - past) / past
  const value = <span className="text-xl font-semibold leading-8 tracking-tight">{number(sum)}</span>
  return (
    <section className="rounded-xl border border-line bg-panel p-4">
      <h2 className="text-muted">{title}</h2>
      <div className="flex items-center justify-between gap-3">
        {to ? (
          <Link to={to} aria-label={`${title}: ${number(sum)}`} className="rounded-sm hover:underline">
            {value}
          </Link>
        ) : (
          value
        )}
        <Sparkline points={now} />
      </div>
      <p className="flex flex-wrap items-center gap-x-1 text-muted">
        {grown !== null && (
          <span
            className={`flex items-center gap-0.5 whitespace-nowrap tabular-nums ${grown < 0 ? 'text-bad' : 'text-good'}`}
          >
            <Icon name={grown < 0 ? 'down' : 'up'} size={14} />
            {growth(grown)}
          </span>
        )}
        {say(grown === null ? texts.noBefore : texts.before)}
      </p>
    </section>
  )
}

function sumOf(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0)
}
