import { useId } from 'react'
import { axisOf } from '../lib/axis.ts'
import { formatDay, formatNumber } from '../lib/format.ts'
import { useLanguage } from '../lib/say.ts'

export type Point = { day: string; value: number }

const width = 1000
const height = 240
const edge = { top: 12, bottom: 4 }

/** One line over time with an area below it, and the period before as a dashed line. The numbers stand in a table too. */
export function LineChart({
  label,
  points,
  before,
}: {
  label: string
  points: readonly Point[]
  before: readonly Point[]
}) {
  const language = useLanguage()
  const gradient = useId()
  const steps = axisOf(Math.max(...points.map(({ value }) => value), ...before.map(({ value }) => value)))
  const top = steps[0] as number
  const line = pathOf(points, top)
  const last = Math.max(1, points.length - 1)
  const apart = Math.ceil(points.length / 6)
  return (
    <figure className="m-0">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-muted">
        <div aria-hidden="true" className="flex h-60 flex-col justify-between py-0.5 text-right tabular-nums">
          {steps.map((step) => (
            <span key={step}>{formatNumber(step, language)}</span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-60 w-full"
        >
          <defs>
            <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="var(--chart-1)" stopOpacity="0.28" />
              <stop offset="1" stopColor="var(--chart-1)" stopOpacity="0" />
            </linearGradient>
          </defs>
          {steps.map((step) => (
            <line
              key={step}
              x1={0}
              x2={width}
              y1={yOf(step, top)}
              y2={yOf(step, top)}
              stroke="var(--line)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path d={`${line} L${width} ${yOf(0, top)} L0 ${yOf(0, top)} Z`} fill={`url(#${gradient})`} />
          <path
            d={pathOf(before, top)}
            fill="none"
            stroke="var(--chart-3)"
            strokeWidth={1.5}
            strokeDasharray="4 4"
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={line}
            fill="none"
            stroke="var(--chart-1)"
            strokeWidth={2}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
          {points.map(({ day, value }, at) => (
            <rect
              key={day}
              x={((at - 0.5) / last) * width}
              width={width / last}
              height={height}
              fill="transparent"
              className="hover:fill-(--hover)"
            >
              <title>{`${formatDay(`${day}T12:00:00`, language)}: ${formatNumber(value, language)}`}</title>
            </rect>
          ))}
        </svg>
        <span />
        <div aria-hidden="true" className="relative h-6">
          {points.map(({ day }, at) => {
            // counted from today, each below its point; a phone has room for every second one
            const back = (points.length - 1 - at) / apart
            if (!Number.isInteger(back)) return null
            const shift = at === 0 ? '' : back === 0 ? '-translate-x-full' : '-translate-x-1/2'
            return (
              <span
                key={day}
                data-day={day}
                style={{ left: `${(at / last) * 100}%` }}
                className={`absolute top-1 whitespace-nowrap ${shift} ${back % 2 === 1 ? 'max-md:hidden' : ''}`}
              >
                {formatDay(`${day}T12:00:00`, language)}
              </span>
            )
          })}
        </div>
      </div>
    </figure>
  )
}

/** A line of 80 × 32 without numbers: the number stands beside it. */
export function Sparkline({ points }: { points: readonly Point[] }) {
  const top = Math.max(1, ...points.map(({ value }) => value))
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-8 w-20 flex-none"
    >
      <path
        d={pathOf(points, top)}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function pathOf(points: readonly Point[], top: number): string {
  const step = width / Math.max(1, points.length - 1)
  return points
    .map(({ value }, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${yOf(value, top).toFixed(1)}`)
    .join(' ')
}

function yOf(value: number, top: number): number {
  return height - edge.bottom - (value / top) * (height - edge.top - edge.bottom)
}
