/** The headers of an answer that is a file, sent as it comes. */
export function fileHeaders(name: string): Readonly<Record<string, string>> {
  return {
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
    // Otherwise nginx would hold bytes back until it has several kilobytes.
    'X-Accel-Buffering': 'no',
  };
}
