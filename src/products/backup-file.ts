/** The name of a file to keep an object in; no name from a cluster leads out of the folder or needs quotes. */
export function backupFile({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind.toLowerCase().replace('webhookconfiguration', '')}-${name.replace(/[^\w.-]/g, '-')}.yaml`;
}
