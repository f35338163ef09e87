// Starts a real Bluesky data server on loopback, makes one account, prints how to reach it as one
// line of JSON, and runs until its standard input closes (so it never outlives the test).
import net from 'node:net'
import { once } from 'node:events'

// The server would listen on every interface; tests of ours listen on loopback only.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number') {
    const others = typeof rest[0] === 'string' ? rest.slice(1) : rest
    return listen.call(this, first, '127.0.0.1', ...others)
  }
  if (first && typeof first === 'object' && first.port !== undefined) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  }
  return listen.call(this, first, ...rest)
}

async function freePort() {
  const probe = net.createServer()
  probe.listen(0)
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

const { TestNetworkNoAppView } = await import('@atproto/dev-env')
const network = await TestNetworkNoAppView.create({
  plc: { port: await freePort() },
  pds: { port: await freePort(), hostname: 'localhost' },
})

const account = { handle: 'helio.test', email: 'helio@example.test', password: 'a-long-enough-password' }
const answer = await fetch(`${network.pds.url}/xrpc/com.atproto.server.createAccount`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(account),
})
if (!answer.ok) throw new Error(`createAccount answered ${answer.status}: ${await answer.text()}`)

const url = network.pds.url.replace('localhost', '127.0.0.1')
console.log(JSON.stringify({ url, identifier: account.handle, password: account.password }))

process.stdin.resume()
await once(process.stdin, 'end')
await network.close()
process.exit(0)
