declare const HOLDSHORT_VERSION: string | undefined;

/** The tool's own version, put in at build; code that runs unbuilt says so. */
export const TOOL_VERSION = typeof HOLDSHORT_VERSION === 'undefined' ? '0.0.0-unbuilt' : HOLDSHORT_VERSION;
