/** A request as kube-apiserver's admission chain sees it: the fields of `admission.k8s.io/v1 AdmissionRequest`. */
export interface AdmissionRequest {
  readonly uid?: string;
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subResource?: string;
  readonly requestKind?: GroupVersionKind;
  readonly requestResource?: GroupVersionResource;
  readonly requestSubResource?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly operation: Operation;
  readonly userInfo: UserInfo;
  readonly object?: JsonObject | null;
  readonly oldObject?: JsonObject | null;
  readonly dryRun?: boolean;
  readonly options?: JsonObject | null;
  /**
   * Says that `object` and `oldObject` hold what is known of them and no more, as for a write that has not happened yet:
   * a field that is missing from them is unknown, not absent. Recorded requests are whole.
   */
  readonly bodies?: 'whole' | 'partial';
  /** Says that the API server is yet to generate the name of the object. */
  readonly nameIsToCome?: boolean;
}

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

export interface UserInfo {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export type JsonObject = { readonly [key: string]: unknown };
