import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';

/** A stretch of network between a server and another part of it, that can be cut, or go silent. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private readonly listener: Server;

  constructor(private readonly to: { host: string; port: number }) {
    this.listener = createServer((near) => this.connect(near));
  }

  async lay(port = 0): Promise<number> {
    this.listener.listen(port, '127.0.0.1');
    await once(this.listener, 'listening');
    return (this.listener.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.listener, 'close');
  }

  /** Nothing passes any more over the connections that there are, and neither side is told. New ones work. */
  silence(): void {
    for (const socket of this.sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  private connect(near: Socket): void {
    const far = new Socket().connect(this.to.port, this.to.host);
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  }
}
