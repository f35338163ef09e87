// Keeps every server of this process on loopback, where tests of ours listen.
import net from 'node:net'
import { once } from 'node:events'

export function onLoopbackOnly() {
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
}

export async function freePort() {
  const probe = net.createServer()
  probe.listen(0)
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
