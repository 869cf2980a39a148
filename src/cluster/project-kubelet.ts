import { type Fields, pick } from '../facts/fields.ts';
import { withoutSecrets } from './redact-yaml.ts';

/**
 * The fields of KubeletConfiguration from 1.22 to 1.37 (k8s.io/kubelet, config/v1beta1/types.go), without `staticPodURLHeader`, which may
 * hold credentials, and without what names keys and machines only.
 */
const KEPT = `
address allowedUnsafeSysctls authentication authorization cgroupDriver cgroupRoot cgroupsPerQOS clusterDNS clusterDomain
configMapAndSecretChangeDetectionStrategy containerLogMaxFiles containerLogMaxSize containerLogMaxWorkers
containerLogMonitorInterval containerRuntimeEndpoint contentType cpuCFSQuota cpuCFSQuotaPeriod cpuManagerPolicy
cpuManagerPolicyOptions cpuManagerReconcilePeriod crashLoopBackOff defaultPodSysctls enableContentionProfiling
enableControllerAttachDetach enableDebugFlagsHandler enableDebuggingHandlers enableProfilingHandler enableServer
enableSystemLogHandler enableSystemLogQuery enforceNodeAllocatable eventBurst eventRecordQPS evictionHard
evictionMaxPodGracePeriod evictionMinimumReclaim evictionPressureTransitionPeriod evictionSoft evictionSoftGracePeriod
failCgroupV1 failSwapOn featureGates fileCheckFrequency hairpinMode healthzBindAddress healthzPort httpCheckFrequency
imageGCHighThresholdPercent imageGCLowThresholdPercent imageMaximumGCAge imageMinimumGCAge imagePullCredentialsVerificationPolicy
imageServiceEndpoint iptablesDropBit iptablesMasqueradeBit kernelMemcgNotification kubeAPIBurst kubeAPIQPS kubeReserved
kubeReservedCgroup kubeletCgroups localStorageCapacityIsolation logging makeIPTablesUtilChains maxOpenFiles maxParallelImagePulls
maxPods memoryManagerPolicy memoryReservationPolicy memorySwap memoryThrottlingFactor mergeDefaultEvictionSettings
nodeLeaseDurationSeconds nodeStatusMaxImages nodeStatusReportFrequency nodeStatusUpdateFrequency oomScoreAdj podCIDR podLogsDir
podPidsLimit podsPerCore port preloadedImagesVerificationAllowlist protectKernelDefaults qosReserved readOnlyPort registerNode
registerWithTaints registryBurst registryPullQPS reservedMemory reservedSystemCPUs resolvConf rotateCertificates runOnce
runtimeRequestTimeout seccompDefault serializeImagePulls serverTLSBootstrap showHiddenMetricsForVersion shutdownGracePeriod
shutdownGracePeriodByPodPriority shutdownGracePeriodCriticalPods singleProcessOOMKill staticPodPath staticPodURL
streamingConnectionIdleTimeout syncFrequency systemCgroups systemReserved systemReservedCgroup tlsCipherSuites tlsCurvePreferences
tlsMinVersion topologyManagerPolicy topologyManagerPolicyOptions topologyManagerScope tracing userNamespaces volumePluginDir
volumeStatsAggPeriod
`
  .trim()
  .split(/\s+/);

/** What is kept of a kubelet's configuration: the fields that are known, none that may hold a secret, of urls no user and no query. */
export function keepKubeletConfig(config: Fields): Fields {
  const kept = withoutSecrets(pick(config, KEPT)) as Record<string, unknown>;
  const { staticPodURL } = kept;
  return typeof staticPodURL === 'string' && staticPodURL !== ''
    ? { ...kept, staticPodURL: staticPodURL.replace(/[?#].*$/s, '') }
    : kept;
}
