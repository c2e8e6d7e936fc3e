import type { Socket } from 'node:net';
import { until } from '@memex/test-services';

const SETTLE_TIMEOUT_MS = 10_000;

/**
 * Tells which answers a client took to the end. The system may have buffered all of an answer when the client breaks off, so that sending
 * it proves nothing. A client that breaks off resets the connection; one that took the answer sends the next request, or ends in order.
 */
export class TakenAnswers {
  private readonly watched = new WeakSet<Socket>();
  private readonly sent = new Map<Socket, () => void>();

  /** All of an answer was sent. */
  wasSent(socket: Socket, onTaken: () => void): void {
    this.sent.set(socket, onTaken);
    if (this.watched.has(socket)) return;
    this.watched.add(socket);
    socket.once('close', (isReset) => (isReset ? this.sent.delete(socket) : this.wasTaken(socket)));
  }

  /** Whatever was sent before on the connection was taken. */
  wasTaken(socket: Socket): void {
    const onTaken = this.sent.get(socket);
    this.sent.delete(socket);
    onTaken?.();
  }

  /** Resolves when it is known of every answer whether it was taken: the clients have to be closed. */
  settled(): Promise<void> {
    return until(
      () => this.sent.size === 0,
      SETTLE_TIMEOUT_MS,
      () => 'a client is not closed',
    );
  }
}
