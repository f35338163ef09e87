// Starts a real Bluesky network on loopback: directory, data server and AppView. Makes one account,
// prints how to reach it as one line of JSON, and runs until its standard input closes (so it
// never outlives the test). The AppView keeps its index in the database named by DATABASE_URL.
import { once } from 'node:events'
import { freePort, onLoopbackOnly } from './loopback.mjs'
import { withoutTrigrams } from './trigrams.mjs'

onLoopbackOnly()
withoutTrigrams()

const { TestBsky, TestPds, TestPlc, mockNetworkUtilities } = await import('@atproto/dev-env')
const directory = await TestPlc.create({ port: await freePort() })
const [pdsPort, appviewPort] = [await freePort(), await freePort()]

const appview = await TestBsky.create({
  port: appviewPort,
  plcUrl: directory.url,
  pdsPort,
  repoProvider: `ws://localhost:${pdsPort}`,
  dbPostgresSchema: 'appview',
  dbPostgresUrl: process.env.DATABASE_URL,
})
const pds = await TestPds.create({
  port: pdsPort,
  hostname: 'localhost',
  didPlcUrl: directory.url,
  bskyAppViewUrl: appview.url,
  bskyAppViewDid: appview.ctx.cfg.serverDid,
})
mockNetworkUtilities(pds, appview)

const account = { handle: 'helio.test', email: 'helio@example.test', password: 'a-long-enough-password' }
const answer = await fetch(`${pds.url}/xrpc/com.atproto.server.createAccount`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(account),
})
if (!answer.ok) throw new Error(`createAccount answered ${answer.status}: ${await answer.text()}`)

const url = pds.url.replace('localhost', '127.0.0.1')
console.log(JSON.stringify({ url, identifier: account.handle, password: account.password }))

process.stdin.resume()
await once(process.stdin, 'end')
await Promise.allSettled([appview.close(), pds.close(), directory.close()])
process.exit(0)
