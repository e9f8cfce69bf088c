import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Table } from '../../ui/table.tsx'
import { overviewTexts as texts } from './overview-texts.ts'
import { type Day, type Measure, measures, series } from './statistics.ts'

type DaysProps = {
  days: readonly Day[]
  before: readonly Day[]
  measure: Measure
  onMeasure: (measure: Measure) => void
}

/** One measure by day as a chart, or all of them as a table. */
export function DaysCard({ days, before, measure, onMeasure }: DaysProps) {
  const say = useSay()
  const { day, number } = useFormat()
  const [asTable, setAsTable] = useState(false)
  const sum = days.reduce((total, one) => total + one[measure], 0)
  const aside = (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label={say(texts.byDay)}
        value={measure}
        choices={measures.map((value) => ({ value, label: say(texts[value]) }))}
        onChoose={onMeasure}
      />
      <Button icon="table" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {say(asTable ? texts.asChart : texts.asTable)}
      </Button>
    </div>
  )
  return (
    <Card title={say(texts.byDay)} aside={aside}>
      {!asTable && (
        <>
          <LineChart
            label={say(texts.chart, { what: say(texts[measure]), count: sum })}
            points={series(days, measure)}
            before={series(before, measure)}
          />
          <p className="mt-2 flex flex-wrap justify-end gap-x-4 text-sm text-muted">
            <Key tone="bg-(--chart-1)">{say(texts.thisPeriod)}</Key>
            <Key tone="bg-(--chart-3)">{say(texts.lastPeriod)}</Key>
          </p>
        </>
      )}
      {asTable && (
        <div className="max-h-80 overflow-auto">
          <Table
            label={say(texts.byDay)}
            heads={[say(texts.day), ...measures.map((name) => say(texts[name]))]}
            numbers={[1, 2, 3]}
            rows={days.toReversed().map((one) => ({
              id: one.day,
              cells: [day(`${one.day}T12:00:00`), ...measures.map((name) => number(one[name]))],
            }))}
          />
        </div>
      )}
    </Card>
  )
}

function Key({ tone, children }: { tone: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2 rounded-full ${tone}`} />
      {children}
    </span>
  )
}
