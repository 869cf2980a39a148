import { type Fields, fieldsOf, listOf, pick } from '../facts/fields.ts';
import { keepMetadata, type Projection, projectMetadata, withoutDriverOptions } from './project.ts';
import { redactArguments } from './redact.ts';

/** Components whose command lines are facts; other command lines are somebody's business. */
const CONTROL_PLANE_NAMESPACE = 'kube-system';

const MADE_UP = /^kube-api-access-[a-z0-9]{5}$/;

/** A pod without environment, probes and hooks; command lines only in kube-system, redacted. */
export const keepPod: Projection = (object) => {
  return {
    ...keepMetadata(object),
    spec: projectPodSpec(fieldsOf(object.spec), object.metadata.namespace === CONTROL_PLANE_NAMESPACE),
    status: projectPodStatus(fieldsOf(object.status)),
  };
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
  return {
    ...keepMetadata(object),
    spec: projectTemplates(fieldsOf(spec), keepArguments),
    ...(status === undefined ? {} : { status }),
  };
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
  return {
    ...spec,
    ...(spec.volumes === undefined
      ? {}
      : { volumes: listOf(spec.volumes).map((volume) => projectVolume(fieldsOf(volume))) }),
    containers: containers(spec.containers),
    ...(spec.initContainers === undefined ? {} : { initContainers: containers(spec.initContainers) }),
    ...(spec.ephemeralContainers === undefined
      ? {}
      : { ephemeralContainers: containers(spec.ephemeralContainers) }),
  };
}

function projectVolume(volume: Fields): Fields {
  return withGivenName(withoutDriverOptions(volume));
}

/**
 * The volume that every pod gets for its token has five made-up letters in its name (Kubernetes 1.36, `plugin/pkg/admission/serviceaccount`).
 * Without them the pods of a workload have it in common; it is left out nowhere, and nothing can mean it by its name.
 */
function withGivenName<T extends Fields>(volume: T): T {
  const { name } = volume;
  return typeof name === 'string' && MADE_UP.test(name) ? { ...volume, name: 'kube-api-access' } : volume;
}

function projectContainer(container: Fields, keepArguments: boolean): Fields {
  const {
    env: _env,
    envFrom: _envFrom,
    lifecycle: _lifecycle,
    livenessProbe: _live,
    readinessProbe: _ready,
    startupProbe: _start,
    command,
    args,
    ...kept
  } = container;
  const { volumeMounts } = kept;
  const rest =
    volumeMounts === undefined
      ? kept
      : { ...kept, volumeMounts: listOf(volumeMounts).map((mount) => withGivenName(fieldsOf(mount))) };
  if (!keepArguments) return rest;
  const texts = (value: unknown) => redactArguments(listOf(value).map(String));
  return {
    ...rest,
    ...(command === undefined ? {} : { command: texts(command) }),
    ...(args === undefined ? {} : { args: texts(args) }),
  };
}

/** `template` of Deployments and the like, `jobTemplate` of CronJobs. */
function projectTemplates(spec: Fields, keepArguments: boolean): Fields {
  const template = fieldsOf(spec.template);
  const jobTemplate = fieldsOf(spec.jobTemplate);
  return {
    ...spec,
    ...(spec.template === undefined
      ? {}
      : {
          template: {
            metadata: projectTemplateMetadata(fieldsOf(template.metadata)),
            spec: projectPodSpec(fieldsOf(template.spec), keepArguments),
          },
        }),
    ...(spec.jobTemplate === undefined
      ? {}
      : { jobTemplate: { spec: projectTemplates(fieldsOf(jobTemplate.spec), keepArguments) } }),
  };
}
