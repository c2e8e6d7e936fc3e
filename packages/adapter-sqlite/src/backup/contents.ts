import type { Driver, OpenDriver } from '../driver/driver.js';
import { RequestError } from '../errors/failure.js';

/** What a backup contains. */
export interface BackupContents {
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  readonly messages: number;
  readonly logs: number;
  readonly analytics: number;
  readonly bytes: number;
}

/**
 * Reads all of a backup, and counts what it contains.
 *
 * @throws RequestError if it is damaged, or no backup.
 */
export function checkContents(openDriver: OpenDriver, file: string): BackupContents {
  const driver = openDriver(file);
  try {
    driver.exec('PRAGMA query_only = ON');
    if (number(driver, "SELECT count(*) FROM sqlite_schema WHERE name IN ('backup', 'messages')") < 2)
      throw unusable('it is not a backup of Memex');
    const faults = driver
      .prepare('PRAGMA integrity_check')
      .all()
      .map(([fault]) => String(fault));
    if (faults[0] !== 'ok') throw unusable(`it is damaged: ${faults.slice(0, 3).join('; ')}`);
    return {
      madeAt: String(driver.prepare('SELECT made_at FROM backup').get()?.[0]),
      messages: number(driver, 'SELECT count(*) FROM messages'),
      logs: number(driver, 'SELECT count(*) FROM logs'),
      analytics: number(driver, 'SELECT count(*) FROM analytics'),
      bytes: number(driver, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size'),
    };
  } finally {
    driver.close();
  }
}

function number(driver: Driver, sql: string): number {
  return Number(driver.prepare(sql).get()?.[0]);
}

function unusable(message: string): RequestError {
  return new RequestError({ code: 'internal', message, reopen: false });
}
