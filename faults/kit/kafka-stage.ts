import type { TestContext } from 'node:test'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import type { Database } from '#platform/db/database.ts'
import { openDatabase } from '#platform/db/open.ts'
import { topicsOfOneTest } from '../../server/test-kit/kafka-bench.ts'
import { kafkaEnv } from '../../server/test-kit/kafka-records.ts'
import type { TestKafka } from '../../server/test-kit/start-kafka.ts'
import { checkDatabase, checkNothingMissing } from './check-database.ts'
import { checkKafka, untilAllIsDone } from './check-kafka.ts'
import { type CrmProcess, startCrmProcess } from './crm-process.ts'
import { Journal } from './journal.ts'
import { type RunningLoad, settleUnknown, startLoad } from './keyed-writers.ts'
import { FaultRun } from './lane.ts'
import { claimOwner } from './owner.ts'

/** Enough to keep every partition busy, little enough that the checks of a long run stay quick. */
const usualLoad = { writers: 4, breathMs: 10, users: 0.002 }

/** A real broker, a real CRM on a file of its own and a journal of what its clients were promised. */
export class KafkaStage {
  readonly kafka: TestKafka
  readonly config: KafkaConfig
  readonly run: FaultRun
  readonly journal: Journal
  readonly #test: TestContext
  #crm: CrmProcess | undefined
  #cookie: string | undefined
  #load: RunningLoad | undefined

  constructor(t: TestContext, kafka: TestKafka, name: string) {
    this.kafka = kafka
    this.config = topicsOfOneTest(kafka.bootstrap)
    this.run = new FaultRun(t, name)
    this.journal = new Journal(this.run.journalFile)
    this.#test = t
  }

  get crm(): CrmProcess {
    if (!this.#crm) throw new Error('the CRM was never started')
    return this.#crm
  }

  get cookie(): string {
    return this.#cookie ?? ''
  }

  /** With Kafka unless `env` says otherwise. */
  async start(env: Record<string, string> = kafkaEnv(this.config)): Promise<CrmProcess> {
    this.#crm = await startCrmProcess(this.#test, { folder: this.run.folder, env })
    this.#cookie ??= await claimOwner(this.crm.url)
    return this.crm
  }

  /** Against the process that runs now. */
  startLoad(): void {
    const { url } = this.crm
    const { journal, cookie } = this
    this.#load = startLoad({ url, cookie, journal, chance: this.run.chance, ...usualLoad })
  }

  /** Nothing new is sent; what was sent has its fate. */
  async stopLoad(): Promise<void> {
    await this.#load?.stop()
    this.#load = undefined
  }

  /** Retries what the clients do not know, waits until all is handled, stops the CRM and checks everything. */
  async finish(limitMs?: number): Promise<number> {
    await this.stopLoad()
    await settleUnknown(this.crm.url, this.cookie, this.journal)
    await untilAllIsDone(this.crm.url, this.cookie, limitMs)
    const { code } = await this.crm.stop()
    if (code !== 0) throw new Error(`the CRM ended with ${code}:\n${this.crm.lines.join('\n')}`)
    return this.check()
  }

  /** Of a CRM that has stopped. */
  async check(): Promise<number> {
    const { file } = this.crm
    checkDatabase(file, this.journal)
    checkNothingMissing(file)
    const { kafka, config, journal } = this
    return this.look((database) => checkKafka({ kafka, config, database, journal }))
  }

  /** Into the database, beside a CRM that runs or after it. */
  async look<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(`sqlite:///${this.crm.file.replaceAll('\\', '/')}`)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
}
