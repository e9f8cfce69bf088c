import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvHead, toCsvLines } from './csv.ts'

const written = (value: unknown) => toCsvLines(['cell'], [{ cell: value }]).slice(0, -2)

test('commas, quotes and lines stay inside their cell', () => {
  assert.equal(written('Иванов, Иван'), '"Иванов, Иван"')
  assert.equal(written('курс «"C"»'), '"курс «""C""»"')
  assert.equal(csvHead(['a']) + toCsvLines(['a'], [{ a: 'x\ny' }]), '\ufeffa\r\n"x\ny"\r\n')
})

test('a name that looks like a formula is text', () => {
  for (const text of ['=1+1', '+7', '-2', '@SUM(A1)', '\t=1']) assert.equal(written(text), `'${text}`)
  assert.equal(written('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"')
})

test('numbers stay numbers and nothing stays empty', () => {
  assert.equal(written(-5), '-5')
  assert.equal(written(4999.9), '4999.9')
  assert.equal(written(null), '')
})
