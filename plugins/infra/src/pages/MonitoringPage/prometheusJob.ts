/**
 * The job that a Prometheus needs to read its targets, as YAML. Names of projects have nothing in them that YAML or a
 * URL would take for something else; they are encoded all the same.
 *
 * @param portal - address of the portal
 */
export function prometheusJob(portal: string, scope: string): string {
  const url = `${portal}/api/infra/v1/monitoring/targets/${encodeURIComponent(
    scope,
  )}`;
  return `scrape_configs:
  - job_name: ironstage
    http_sd_configs:
      - url: ${JSON.stringify(url)}
        refresh_interval: 60s
        authorization:
          type: Bearer
          credentials_file: /etc/prometheus/ironstage.token
`;
}
