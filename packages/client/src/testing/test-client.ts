import type { LogInput, MessageInput } from '@memex/core';
import type { Client } from '../client.js';
import { createClientOver } from '../create-client.js';
import type { Answer, WireRequest } from '../http/fetch-api.js';
import type { ClientOptions } from '../options.js';
import { createTestServer } from './test-server.js';

export type TestClientOptions = Omit<ClientOptions, 'url' | 'apiKey' | 'attemptTimeoutMs'>;

/** A client whose server is a list in this process: everything else, from batches to dead letters, is that of every client. */
export interface TestClient extends Client {
  /** What has arrived, in the order of arrival. To be read after `flush`. */
  storedMessages(): readonly MessageInput[];
  storedLogs(): readonly LogInput[];
  /** Answers the next requests with this status. */
  failNext(status: number, times?: number): void;
}

/**
 * A client for tests. It needs no server, and refuses nothing unless it is told to: whether a message is well-formed only a Memex knows.
 * `project` is `test` where it is absent.
 */
export function testClient(options: TestClientOptions = {}): TestClient {
  const server = createTestServer();
  const failures: number[] = [];
  const transport = async (request: WireRequest): Promise<Answer> => {
    const status = failures.shift();
    if (status === undefined) return server.answer(request);
    return { status, headers: new Headers(), text: `{"status":"told to fail with ${status}"}` };
  };
  const client = createClientOver(transport, { project: 'test', ...options });
  return Object.assign(client, {
    storedMessages: () => server.messages,
    storedLogs: () => server.logs,
    failNext(status: number, times = 1) {
      for (let time = 0; time < times; time++) failures.push(status);
    },
  });
}
