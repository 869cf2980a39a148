import { spawn } from 'node:child_process';

/** What one run of a command took. */
export interface Measured {
  /** Milliseconds of the processor, as the process itself counts them when it ends. */
  readonly cpu: number;
  /** Milliseconds of the clock. */
  readonly wall: number;
  /** Largest resident memory, in megabytes. */
  readonly memory: number;
  readonly code: number | null;
}

const REPORT =
  "process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeSync(3,JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1000,memory:u.maxRSS/1024}))})";
const PRELOAD = `data:text/javascript,import{createRequire}from'node:module';const require=createRequire('file:///');${encodeURIComponent(REPORT)}`;

/** Runs node with the given arguments once and measures it; what it prints is dropped. */
export function measure(args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', PRELOAD, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    let text = '';
    child.stdio[3]?.on('data', (chunk) => {
      text += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...JSON.parse(text), wall: performance.now() - started, code }));
  });
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
