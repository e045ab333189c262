/** The settings as the server wants them: the shape of `planls.toml`. What is not set is left out. */

/** Settings of the extension itself; the rest of the section is configuration of the server. */
const OWN = ["server", "trace"];

export function configuration(section: unknown): unknown {
  if (!isRecord(section)) {
    return section;
  }
  return set(Object.fromEntries(Object.entries(section).filter(([key]) => !OWN.includes(key)))) ?? {};
}

/** The value without nulls, and without lists and objects that say nothing. */
function set(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length > 0 ? value : undefined;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, set(inner)] as const);
    const said = entries.filter(([, inner]) => inner !== undefined);
    return said.length > 0 ? Object.fromEntries(said) : undefined;
  }
  return value ?? undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
