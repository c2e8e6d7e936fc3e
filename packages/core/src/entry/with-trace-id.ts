/** The JSON of a record, with its `traceId`, if it has one, as the last member. */
export function withTraceId({
  json,
  traceId,
}: {
  readonly json: string;
  readonly traceId?: string | undefined;
}): string {
  return traceId === undefined ? json : `${json.slice(0, -1)},"traceId":${JSON.stringify(traceId)}}`;
}
