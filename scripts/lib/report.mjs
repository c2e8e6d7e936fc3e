/** Ends the process with code 1 and a line for each fault, or says what was found to be right. */
export function report(faults, summary) {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log(summary);
}
