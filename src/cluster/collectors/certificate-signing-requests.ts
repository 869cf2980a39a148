import type { ListCollector } from '../collector.ts';
import { keepMetadata } from '../project.ts';

/** Lists certificatesigningrequests: to see requests of signers a release no longer serves. */
export const certificateSigningRequests: ListCollector = {
  group: 'certificates.k8s.io',
  resource: 'certificatesigningrequests',
  kind: 'CertificateSigningRequest',
  namespaced: false,
  versions: ['v1'],
  project: keepMetadata,
  metadataOnly: true,
  why: 'to see requests of signers a release no longer serves',
};
