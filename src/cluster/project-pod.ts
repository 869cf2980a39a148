import { type Fields, fieldsOf, listOf, pick } from '../facts/fields.ts';
import { keepMetadata, type Projection, projectMetadata, withoutDriverOptions } from './project.ts';
import { redactArguments } from './redact.ts';

/** Components whose command lines are facts; other command lines are somebody's business. */
const CONTROL_PLANE_NAMESPACE = 'kube-system';

/** A pod without environment, probes and hooks; command lines only in kube-system, redacted. */
export const keepPod: Projection = (object) => {
  const status = fieldsOf(object.status);
  return {
    ...keepMetadata(object),
    spec: projectPodSpec(fieldsOf(object.spec), object.metadata.namespace === CONTROL_PLANE_NAMESPACE),
    status: pick(status, ['phase', 'podIP', 'podIPs', 'hostIP', 'qosClass', 'conditions', 'reason']),
  };
};

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
      : { volumes: listOf(spec.volumes).map((volume) => withoutDriverOptions(fieldsOf(volume))) }),
    containers: containers(spec.containers),
    ...(spec.initContainers === undefined ? {} : { initContainers: containers(spec.initContainers) }),
    ...(spec.ephemeralContainers === undefined
      ? {}
      : { ephemeralContainers: containers(spec.ephemeralContainers) }),
  };
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
    ...rest
  } = container;
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
