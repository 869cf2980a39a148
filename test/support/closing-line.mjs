/** Ends every test run with one plain line that any CI can read: `N passed, N failed`. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    const failed = results.numFailedTests + broken;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
}
