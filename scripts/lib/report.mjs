/** Ends the process with code 1 and a line for each failure, or says what was found to be right. */
export function report(failures, summary) {
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exit(1);
  console.log(summary);
}
