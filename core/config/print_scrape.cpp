// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/print.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

void printBasicAuth(YamlWriter& out, const http::BasicAuth& auth) {
    out.map("basic_auth", [&] {
        out.text("username", auth.username);
        out.text("username_file", auth.usernameFile);
        out.secret("password", auth.password);
        out.text("password_file", auth.passwordFile);
    });
}

void printOAuth2(YamlWriter& out, const http::OAuth2& auth) {
    out.map("oauth2", [&] {
        out.text("client_id", auth.clientId);
        out.secret("client_secret", auth.clientSecret);
        out.text("client_secret_file", auth.clientSecretFile);
        out.texts("scopes", auth.scopes);
        out.text("token_url", auth.tokenUrl);
        out.textMap("endpoint_params", auth.endpointParams);
        printTls(out, "tls_config", auth.tls);
    });
}

void printHeaders(YamlWriter& out, const std::map<std::string, http::HeaderValues>& headers) {
    out.map("http_headers", [&] {
        for (const auto& [name, header] : headers) {
            out.map(name, [&] {
                out.texts("values", header.values);
                out.secrets("secrets", header.secrets);
                out.texts("files", header.files);
            });
        }
    });
}

void printRule(YamlWriter& out, const model::RelabelRule& rule) {
    using enum model::RelabelAction;
    const bool byName = rule.action == kLabelDrop || rule.action == kLabelKeep;
    const bool byValue = rule.action == kKeepEqual || rule.action == kDropEqual;
    const bool cased = rule.action == kLowercase || rule.action == kUppercase;
    out.text("action", model::relabelActionText(rule.action));
    out.texts("source_labels", rule.sourceLabels);
    if (!byName && !byValue) {
        out.text("separator", rule.separator);
    }
    if (rule.regex) {
        out.textOrEmpty("regex", rule.regex->pattern());
    } else if (!byValue) {
        out.text("regex", "(.*)");
    }
    if (rule.modulus != 0) {
        out.number("modulus", rule.modulus);
    }
    out.text("target_label", rule.targetLabel);
    if (!byName && !byValue && !cased) {
        out.textOrEmpty("replacement", rule.replacement);
    }
}

void printNames(YamlWriter& out, const scrape::PoolOptions& pool) {
    out.text("metric_name_validation_scheme",
             pool.nameValidation == scrape::NameValidation::kLegacy ? "legacy" : "utf8");
    out.text("metric_name_escaping_scheme", nameEscapingText(pool.nameEscaping));
}

} // namespace

void printProtocols(YamlWriter& out, const std::vector<scrape::ScrapeProtocol>& protocols) {
    std::vector<std::string> texts;
    for (const auto protocol : protocols) {
        texts.emplace_back(scrapeProtocolText(protocol));
    }
    out.texts("scrape_protocols", texts);
}

void printLimits(YamlWriter& out, const scrape::ScrapeLimits& limits) {
    const auto number = [&](std::string_view key, std::uint64_t value) {
        if (value != 0) {
            out.number(key, value);
        }
    };
    if (limits.bodyBytes != 0) {
        out.size("body_size_limit", limits.bodyBytes);
    }
    number("sample_limit", limits.samples);
    number("target_limit", limits.targets);
    number("label_limit", limits.labels);
    number("label_name_length_limit", limits.labelNameBytes);
    number("label_value_length_limit", limits.labelValueBytes);
    number("keep_dropped_targets", limits.keptDroppedTargets);
}

void printTls(YamlWriter& out, std::string_view key, const http::TlsOptions& tls) {
    if (tls == http::TlsOptions{}) {
        return;
    }
    out.map(key, [&] {
        out.text("ca", tls.ca);
        out.text("ca_file", tls.caFile);
        out.text("cert", tls.cert);
        out.text("cert_file", tls.certFile);
        out.secret("key", tls.key);
        out.text("key_file", tls.keyFile);
        out.text("server_name", tls.serverName);
        out.text("min_version", tlsVersionText(tls.minVersion));
        out.text("max_version", tlsVersionText(tls.maxVersion));
        out.boolean("insecure_skip_verify", tls.insecureSkipVerify);
    });
}

void printHttpClient(YamlWriter& out, const http::ClientOptions& options) {
    if (options.basicAuth) {
        printBasicAuth(out, *options.basicAuth);
    }
    if (options.authorization) {
        out.map("authorization", [&] {
            out.text("type", options.authorization->type);
            out.secret("credentials", options.authorization->credentials);
            out.text("credentials_file", options.authorization->credentialsFile);
        });
    }
    if (options.oauth2) {
        printOAuth2(out, *options.oauth2);
    }
    printTls(out, "tls_config", options.tls);
    out.boolean("follow_redirects", options.followRedirects);
    out.boolean("enable_http2", options.enableHttp2);
    out.text("proxy_url", options.proxyUrl);
    out.text("no_proxy", options.noProxy);
    if (options.proxyFromEnvironment) {
        out.boolean("proxy_from_environment", true);
    }
    out.map("proxy_connect_header", [&] {
        for (const auto& [name, values] : options.proxyConnectHeader) {
            out.secrets(name, values);
        }
    });
    printHeaders(out, options.headers);
}

void printRelabelRules(YamlWriter& out, std::string_view key, const std::vector<model::RelabelRule>& rules) {
    out.list(key, rules, [&](const auto& rule) { printRule(out, rule); });
}

void printDiscovery(YamlWriter& out, const discovery::Options& options) {
    out.list("static_configs", options.staticGroups, [&](const discovery::TargetGroup& group) {
        std::vector<std::string> addresses;
        for (const auto& target : group.targets) {
            addresses.emplace_back(target.value("__address__"));
        }
        std::map<std::string, std::string> labels;
        for (const auto& label : group.labels) {
            labels.emplace(label.name, label.value);
        }
        out.texts("targets", addresses);
        out.textMap("labels", labels);
    });
    out.list("file_sd_configs", options.files, [&](const discovery::FileOptions& files) {
        out.texts("files", files.patterns);
        out.duration("refresh_interval", files.refreshInterval);
    });
}

void printPool(YamlWriter& out, const scrape::PoolOptions& pool) {
    out.text("job_name", pool.jobName);
    out.boolean("honor_labels", pool.honorLabels);
    out.boolean("honor_timestamps", pool.honorTimestamps);
    out.boolean("track_timestamps_staleness", pool.trackTimestampsStaleness);
    out.map("params", [&] {
        for (const auto& [name, values] : pool.params) {
            out.texts(name, values);
        }
    });
    out.duration("scrape_interval", pool.interval);
    out.duration("scrape_timeout", pool.timeout);
    printProtocols(out, pool.protocols);
    if (pool.fallbackProtocol) {
        out.text("fallback_scrape_protocol", scrapeProtocolText(*pool.fallbackProtocol));
    }
    out.boolean("scrape_native_histograms", pool.nativeHistograms);
    out.boolean("always_scrape_classic_histograms", pool.alwaysClassicHistograms);
    out.boolean("convert_classic_histograms_to_nhcb", pool.convertClassicHistograms);
    out.boolean("extra_scrape_metrics", pool.extraScrapeMetrics);
    out.text("metrics_path", pool.metricsPath);
    out.text("scheme", pool.scheme);
    out.boolean("enable_compression", pool.compression);
    printNames(out, pool);
    out.text("scrape_failure_log_file", pool.failureLogFile);
    printLimits(out, pool.limits);
    if (pool.nativeHistogramBucketLimit != 0) {
        out.number("native_histogram_bucket_limit", pool.nativeHistogramBucketLimit);
    }
    if (pool.nativeHistogramMinBucketFactor != 0) {
        out.real("native_histogram_min_bucket_factor", pool.nativeHistogramMinBucketFactor);
    }
    printHttpClient(out, pool.http);
    printRelabelRules(out, "relabel_configs", pool.relabelRules);
    printRelabelRules(out, "metric_relabel_configs", pool.metricRelabelRules);
    printDiscovery(out, pool.discovery);
}

} // namespace hearth::config
