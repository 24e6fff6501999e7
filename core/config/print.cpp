// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/print.h"

#include <span>

#include "config/sections.h"

namespace hearth::config {
namespace {

void printGlobal(YamlWriter& out, const GlobalOptions& global) {
    out.map("global", [&] {
        out.duration("scrape_interval", global.scrapeInterval);
        out.duration("scrape_timeout", global.scrapeTimeout);
        printProtocols(out, global.scrapeProtocols);
        out.duration("evaluation_interval", global.evaluationInterval);
        if (global.ruleQueryOffset != 0) {
            out.duration("rule_query_offset", global.ruleQueryOffset);
        }
        std::map<std::string, std::string> labels;
        for (const auto& label : global.externalLabels) {
            labels.emplace(label.name, label.value);
        }
        out.textMap("external_labels", labels);
        out.text("query_log_file", global.queryLogFile);
        out.text("scrape_failure_log_file", global.scrapeFailureLogFile);
        printLimits(out, global.limits);
        out.text("metric_name_validation_scheme",
                 global.nameValidation == scrape::NameValidation::kLegacy ? "legacy" : "utf8");
        if (global.nameEscaping) {
            out.text("metric_name_escaping_scheme", nameEscapingText(*global.nameEscaping));
        }
        out.boolean("scrape_native_histograms", global.nativeHistograms);
        out.boolean("convert_classic_histograms_to_nhcb", global.convertClassicHistograms);
        out.boolean("always_scrape_classic_histograms", global.alwaysClassicHistograms);
        out.boolean("extra_scrape_metrics", global.extraScrapeMetrics);
    });
}

void printAlerting(YamlWriter& out, const AlertingOptions& alerting) {
    out.map("alerting", [&] {
        printRelabelRules(out, "alert_relabel_configs", alerting.alertRelabelRules);
        out.list("alertmanagers", alerting.alertmanagers, [&](const AlertmanagerOptions& manager) {
            printHttpClient(out, manager.http);
            out.text("scheme", manager.scheme);
            out.text("path_prefix", manager.pathPrefix);
            out.duration("timeout", manager.timeout);
            out.text("api_version", "v2");
            printRelabelRules(out, "relabel_configs", manager.relabelRules);
            printRelabelRules(out, "alert_relabel_configs", manager.alertRelabelRules);
            printDiscovery(out, manager.discovery);
        });
    });
}

} // namespace

std::string toYaml(const Config& config, Secrets secrets) {
    YamlWriter out(secrets);
    printGlobal(out, config.global);
    out.texts("rule_files", config.ruleFiles);
    out.texts("scrape_config_files", config.scrapeConfigFiles);
    const auto own = std::min(config.ownScrapeConfigs, config.scrapeConfigs.size());
    out.list("scrape_configs", std::span(config.scrapeConfigs).first(own),
             [&](const scrape::PoolOptions& pool) { printPool(out, pool); });
    printAlerting(out, config.alerting);
    out.list("remote_write", config.remoteWrite, [&](const RemoteWriteOptions& o) { printRemoteWrite(out, o); });
    out.list("remote_read", config.remoteRead, [&](const RemoteReadOptions& o) { printRemoteRead(out, o); });
    printStorage(out, config.storage);
    if (config.tracing) {
        printTracing(out, *config.tracing);
    }
    printOtlp(out, config.otlp);
    return out.take();
}

std::string toYaml(const scrape::PoolOptions& pool, Secrets secrets) {
    YamlWriter out(secrets);
    printPool(out, pool);
    return out.take();
}

} // namespace hearth::config
