/** A server-sent event. */
export interface ServerEvent {
  readonly event: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

/** Events that are sent as they come, until they end, the client leaves or the server stops. */
export interface EventsBody {
  /** Begins to follow them. @throws UnavailableError if too many are followed. */
  readonly follow: () => FollowedEvents;
}

export interface FollowedEvents {
  readonly events: AsyncIterable<ServerEvent>;
  /** Called once, when nobody reads them any more. */
  readonly release: () => void;
}

/** The content type, as the standard has it: always UTF-8 (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export const EVENTS_TYPE = 'text/event-stream';

/** A comment, which readers skip: it shows them, and whatever is in between, that the connection lives. */
export const HEARTBEAT = ': heartbeat\n\n';

export function eventText({ event, data }: ServerEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
