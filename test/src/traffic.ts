import { type Client, createClient } from './client.js';
import { post, traceIdsOf } from './posting.js';
import { createSamples, type SampleOptions } from './samples.js';
import type { Exit, Server } from './server.js';

const WRITERS = 4;
const BATCH = 10;

/** Clients that store messages without a pause, each batch at any of the servers that are in service. */
export interface Traffic {
  /** The ids of the messages that a server has acknowledged. */
  readonly acknowledged: readonly string[];
  /** What became of requests that were sent to a server in service and not acknowledged. */
  readonly failed: readonly unknown[];
  /** Puts a server into service, as in a load balancer. */
  add(server: Server): void;
  /** Takes a server out of service and stops it while its last requests are in progress; how it ended. */
  stopServer(server: Server): Promise<Exit>;
  /** Ends the traffic, once all requests are answered. */
  end(): Promise<void>;
}

export function startTraffic(samples: SampleOptions = {}): Traffic {
  const make = createSamples(samples);
  const inService = new Map<Server, Client>();
  const acknowledged: string[] = [];
  const failed: unknown[] = [];
  let isEnded = false;
  const write = async (writer: number): Promise<void> => {
    for (let turn = writer; !isEnded; turn++) {
      const clients = [...inService.values()];
      const client = clients[turn % clients.length];
      if (client === undefined) throw new Error('no server is in service');
      const batch = make(BATCH);
      try {
        traceIdsOf(await post(client, batch));
        acknowledged.push(...batch.map(({ messageId }) => messageId));
      } catch (error) {
        failed.push(error);
      }
    }
  };
  let writers: readonly Promise<void>[] = [];
  return {
    acknowledged,
    failed,
    add: (server) => {
      inService.set(server, createClient(server.url, WRITERS));
      if (writers.length === 0) writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    },
    stopServer: (server) => {
      inService.delete(server);
      return server.end('SIGTERM');
    },
    end: async () => {
      isEnded = true;
      await Promise.all(writers);
    },
  };
}
