/**
 * The proxy for a server as the environment names it, with the rules kubectl has from Go: HTTPS_PROXY or HTTP_PROXY by the server's
 * scheme, either case, and NO_PROXY with names, domains with or without a leading dot, addresses with ports, CIDR blocks left aside.
 */
export function proxyFor(server: URL, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = server.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy || isExempt(server, env.NO_PROXY || env.no_proxy || '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  // Go never sends requests for this machine through a proxy.
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  const usedPort = port || (protocol === 'http:' ? '80' : '443');
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return isInBlock(host, entry);
      const [name = '', entryPort] = entry.split(':');
      if (entryPort !== undefined && entryPort !== usedPort) return false;
      return host === name || host.endsWith(name.startsWith('.') ? name : `.${name}`);
    });
}

/** Whether an IPv4 address lies in a block such as 10.0.0.0/8. */
function isInBlock(host: string, block: string): boolean {
  const [base = '', bits = ''] = block.split('/');
  const address = numberOf(host);
  const network = numberOf(base);
  if (address === undefined || network === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(network / size);
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
