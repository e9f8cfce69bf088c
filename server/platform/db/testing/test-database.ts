import { randomUUID } from 'node:crypto'
import mysql from 'mysql2/promise'
import pg from 'pg'
import type { DialectName } from '../database.ts'
import { namesServer, serverAddress } from '../server-url.ts'

/** The server on which this run of the tests keeps its databases; unset: each test has a SQLite file of its own. */
const serverUrl = process.env['CRM_TEST_SERVER']

/** Which database the tests of this process run on. */
export const testDialect: DialectName = serverUrl === undefined ? 'sqlite' : serverAddress(serverUrl).dialect

/** For `skip`: why a test says nothing about a database server. */
export const fileOnly = testDialect === 'sqlite' ? false : 'about the SQLite file itself'
/** For `skip`: why a test says nothing about SQLite. */
export const serverOnly = testDialect === 'sqlite' ? 'about a database server' : false

export type TestDatabase = { readonly url: string; drop(): Promise<unknown> }

/** A schema (PostgreSQL) or database (MySQL) of its own on the server of this run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (serverUrl === undefined) throw new Error('this run has no database server')
  const name = `crm_test_${process.env['CRM_TEST_RUN']?.slice(0, 8) ?? 'x'}_${randomUUID().slice(0, 13).replace('-', '')}`
  return testDialect === 'postgres' ? postgresSchema(serverUrl, name) : mysqlDatabase(serverUrl, name)
}

async function postgresSchema(server: string, name: string): Promise<TestDatabase> {
  await runOn(server, `create schema ${name}`)
  const url = new URL(server)
  url.searchParams.set('options', `-csearch_path=${name}`)
  return { url: url.href, drop: () => runOn(server, `drop schema if exists ${name} cascade`) }
}

async function mysqlDatabase(server: string, name: string): Promise<TestDatabase> {
  await runOn(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => runOn(server, `drop database if exists ${name}`) }
}

/** One statement with a plain connection: what a test does behind the program's back. */
export async function runOn(url: string, sql: string): Promise<unknown[]> {
  if (!namesServer(url)) throw new Error('not a database server')
  const { host, port, user, password, database, dialect, options } = serverAddress(url)
  if (dialect === 'mysql') {
    const connection = await mysql.createConnection({ host, port, user, password, database })
    const [rows] = await connection.query(sql).finally(() => connection.end())
    return rows as unknown[]
  }
  const client = new pg.Client({ host, port, user, password, database, ...(options && { options }) })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}
