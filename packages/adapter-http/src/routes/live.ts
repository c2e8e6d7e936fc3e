import { type UntrustedMessages, WatchQuery } from '@memex/core/model';
import { EVENTS_TYPE, type ServerEvent } from '../response/events.js';
import type { Route } from './route.js';
import { createStreamLimit } from './stream-limit.js';

/** Each takes about 50 KiB. */
const LIMITS = { ofKey: 100, inAll: 1_000 };

const HEADERS = {
  'Cache-Control': 'no-store',
  // Otherwise nginx would hold events back until it has several kilobytes.
  'X-Accel-Buffering': 'no',
};

/** Streams what happens to the messages of a project. */
export function liveRoute(messages: UntrustedMessages): Route {
  const open = createStreamLimit(LIMITS);
  return {
    operationId: 'watchProject',
    tag: 'messages',
    access: 'read',
    method: 'GET',
    path: '/live',
    summary: 'Watch how many messages a project has, as a stream of server-sent events',
    parameters: WatchQuery.fields,
    endless: true,
    successes: [
      {
        status: 200,
        description:
          'Events, until the client disconnects or the service stops. `messages` comes at the start, and then at most once a second if the number of messages or ' +
          'the time of the earliest or the latest has changed, whoever wrote or deleted them: `lastTime` is the time of the latest, in UTC, and null if there are no ' +
          'messages. `unavailable` comes if the store cannot be asked; `messages` follows when it can. A comment comes every 15 seconds. A client that reads too ' +
          'slowly is disconnected.',
        content: { kind: 'text', type: EVENTS_TYPE },
        example:
          ': heartbeat\n\nevent: messages\ndata: {"messages":128456,"lastTime":"2026-11-20T10:15:00"}\n\n',
      },
    ],
    handle: async ({ parameters, options, caller: { key } }) => {
      const states = messages.watch(parameters, options);
      const follow = () => ({ events: eventsOf(states), release: open(key) });
      return { status: 200, type: EVENTS_TYPE, headers: HEADERS, body: { follow } };
    },
  };
}

async function* eventsOf(states: ReturnType<UntrustedMessages['watch']>): AsyncGenerator<ServerEvent, void> {
  for await (const state of states) {
    if (state.kind === 'unavailable') yield { event: 'unavailable', data: {} };
    else yield { event: 'messages', data: { messages: state.messages, lastTime: state.lastTime } };
  }
}
