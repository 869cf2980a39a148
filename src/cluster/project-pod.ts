import { changed, type Fields, fieldsOf, listOf, pick } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { keepMetadata, type Projection, projectMetadata, withoutDriverOptions } from './project.ts';
import { redactArguments } from './redact.ts';

/** Components whose command lines are facts; other command lines are somebody's business. */
const CONTROL_PLANE_NAMESPACE = 'kube-system';

/** What a container may hold secrets in, and nothing is decided by. */
const LEFT_OUT = {
  env: undefined,
  envFrom: undefined,
  lifecycle: undefined,
  livenessProbe: undefined,
  readinessProbe: undefined,
  startupProbe: undefined,
};

const MADE_UP = /^kube-api-access-[a-z0-9]{5}$/;

/** A pod without environment, probes and hooks; command lines only in kube-system, redacted. */
export const keepPod: Projection = (object) => {
  const { apiVersion, kind, metadata } = keepMetadata(object);
  const spec = projectPodSpec(fieldsOf(object.spec), metadata.namespace === CONTROL_PLANE_NAMESPACE);
  return { apiVersion, kind, metadata, spec, status: projectPodStatus(fieldsOf(object.status)) };
};

/** Without times and messages, which no two pods have in common, and without a list of addresses that says what podIP does. */
function projectPodStatus(status: Fields): Fields {
  const kept = pick(status, ['phase', 'podIP', 'hostIP', 'qosClass', 'reason']);
  const addresses = listOf(status.podIPs);
  const [only] = addresses;
  if (addresses.length > 1 || (only !== undefined && fieldsOf(only).ip !== status.podIP)) {
    kept.podIPs = status.podIPs;
  }
  if (status.conditions !== undefined) {
    kept.conditions = listOf(status.conditions).map((condition) =>
      pick(fieldsOf(condition), ['type', 'status', 'reason']),
    );
  }
  return kept;
}

/** A workload: its pod template is kept as a pod is. */
export const keepWorkload: Projection = (object) => {
  const { spec, status } = object;
  const keepArguments = object.metadata.namespace === CONTROL_PLANE_NAMESPACE;
  return changed(keepMetadata(object), {
    spec: projectTemplates(fieldsOf(spec), keepArguments),
    status,
  }) as KubeObject;
};

/** A template has no name of its own; its labels and the same annotations as elsewhere are kept. */
function projectTemplateMetadata(metadata: Fields): Fields {
  const { labels, annotations } = projectMetadata(metadata);
  return {
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function projectPodSpec(spec: Fields, keepArguments: boolean): Fields {
  const containers = (value: unknown) =>
    listOf(value).map((container) => projectContainer(fieldsOf(container), keepArguments));
  const lists: Record<string, unknown> = { containers: containers(spec.containers) };
  if (spec.volumes !== undefined) {
    lists.volumes = listOf(spec.volumes).map((volume) =>
      withGivenName(withoutDriverOptions(fieldsOf(volume))),
    );
  }
  for (const name of ['initContainers', 'ephemeralContainers']) {
    if (spec[name] !== undefined) lists[name] = containers(spec[name]);
  }
  return changed(spec, lists);
}

/**
 * The volume that every pod gets for its token has five made-up letters in its name (Kubernetes 1.36, `plugin/pkg/admission/serviceaccount`).
 * Without them the pods of a workload have it in common; it is left out nowhere, and nothing can mean it by its name.
 */
function withGivenName(volume: Fields): Fields {
  const { name } = volume;
  return typeof name === 'string' && MADE_UP.test(name)
    ? changed(volume, { name: 'kube-api-access' })
    : volume;
}

function projectContainer(container: Fields, keepArguments: boolean): Fields {
  const { command, args, volumeMounts } = container;
  const texts = (value: unknown) =>
    value === undefined || !keepArguments ? undefined : redactArguments(listOf(value).map(String));
  return changed(container, {
    ...LEFT_OUT,
    command: texts(command),
    args: texts(args),
    volumeMounts:
      volumeMounts === undefined
        ? undefined
        : listOf(volumeMounts).map((mount) => withGivenName(fieldsOf(mount))),
  });
}

/** `template` of Deployments and the like, `jobTemplate` of CronJobs. */
function projectTemplates(spec: Fields, keepArguments: boolean): Fields {
  const template = fieldsOf(spec.template);
  const jobTemplate = fieldsOf(spec.jobTemplate);
  return changed(spec, {
    template:
      spec.template === undefined
        ? undefined
        : {
            metadata: projectTemplateMetadata(fieldsOf(template.metadata)),
            spec: projectPodSpec(fieldsOf(template.spec), keepArguments),
          },
    jobTemplate:
      spec.jobTemplate === undefined
        ? undefined
        : { spec: projectTemplates(fieldsOf(jobTemplate.spec), keepArguments) },
  });
}
