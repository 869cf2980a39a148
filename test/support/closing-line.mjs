/** Ends every test run with one plain line that any CI can read: `N passed, N failed`. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    const line = `\n${results.numPassedTests} passed, ${results.numFailedTests + broken} failed\n`;
    // On exit, so that it comes after jest's own summary.
    process.on('exit', () => process.stdout.write(line));
  }
}
