/** A hazard of which nothing is written yet: whatever lint says of it, in turn, is what to write. */
export function hazardTemplate(id: string, minor: string): string {
  const [, number = '0'] = minor.split('.');
  const path = `1.${Number(number) - 1}.0 → ${minor}.0`;
  return `id: ${id}
title: TODO one line that says what will happen, as The kubelet does not start on nodes with cgroup v1
component: TODO who changes, as kubelet, kube-apiserver, etcd, kubeadm
# api-removal, flag-removal, feature-gate, default-change, regression, requirement, skew, metrics, security or behaviour
category: behaviour
# blocker: the upgrade does not finish. disruptive: something that works stops. caution, info
severity: caution
# reproduced: somebody did it. confirmed: by code or maintainers. reported, inferred: a caution at most
confidence: reported
affects:
  # entering: coming from outside of these versions. running: landing on one of them
  trigger: entering
  # An end, where there is one: {fixed: ${minor}.2} or {lastAffected: ${minor}.1}
  versions: [{introduced: ${minor}.0}]
detect:
  # Or another way of looking; docs/writing-a-hazard.md has them all
  objects:
    resource: pods
    where: TODO
message: TODO what will happen here, in a few sentences; {{name}} is the object's
explain: TODO how it comes about, for somebody who wants to understand
remediate:
  - title: TODO what to do before the upgrade; run, verify, note and undo where they help
# A blocker needs at least one step for those whom it already hit
rescue: []
sources:
  - {type: pull, url: TODO where it is said}
cases:
  - name: TODO a cluster that has it
    path: ${path}
    objects: [{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{name: web, image: 'nginx:1.29'}]}}]
    expect: hit
    evidence: {namespace: shop, name: web}
  - name: TODO a cluster that nearly has it
    path: ${path}
    objects: [{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{name: web, image: 'nginx:1.29'}]}}]
    expect: miss
  - name: pods that may not be listed
    path: ${path}
    unknown: [pods]
    expect: unknown
`;
}
