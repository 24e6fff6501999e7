// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

bool isNameByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The name of the variable at `at` (behind the `$`), which moves behind it; `$$` yields "$".
std::string variableName(std::string_view text, std::size_t& at) {
    if (at < text.size() && text[at] == '$') {
        ++at;
        return "$";
    }
    if (at < text.size() && text[at] == '{') {
        const auto close = text.find('}', at);
        if (close != std::string_view::npos) {
            auto name = std::string(text.substr(at + 1, close - at - 1));
            at = close + 1;
            return name;
        }
    }
    const auto begin = at;
    while (at < text.size() && isNameByte(text[at])) {
        ++at;
    }
    return std::string(text.substr(begin, at - begin));
}

/// Expands `$VAR` and `${VAR}` (Go: os.Expand).
std::string expand(Reading& reading, const Node& node, const std::string& where) {
    const std::string_view text = node.text;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '$') {
            out += text[at++];
            continue;
        }
        const auto name = variableName(text, ++at);
        if (name == "$") {
            out += '$';
        } else if (const auto value = reading.environment(name)) {
            out += *value;
        } else {
            reading.warn(node, where, fmt::format("the environment variable {} is not set", quoteGo(name)));
        }
    }
    return out;
}

void readExternalLabels(Reading& reading, MapReader& map, model::Labels& out) {
    map.section("external_labels", [&](const Node& node, const std::string& where) {
        const MapReader own(reading.complaints, node, where);
        std::vector<model::Labels::Pair> pairs;
        for (const auto& [name, value] : node.entries) {
            const auto path = own.pathOf(name->text);
            if (!model::isLabelName(name->text)) {
                reading.complaints.add(*name, fmt::format("{} is not a valid label name", quoteGo(name->text)), where);
            }
            if (yaml::readText(reading.complaints, *value, path)) {
                pairs.emplace_back(name->text, expand(reading, *value, path));
                if (!isValidUtf8(pairs.back().second)) {
                    reading.complaints.add(*value, "is not a valid label value", path);
                }
            }
        }
        out = model::Labels::fromPairs(std::move(pairs));
    });
}

/// The timeout defaults to ten seconds, or to the interval where that is shorter.
void readTiming(MapReader& map, GlobalOptions& out) {
    model::DurationMs timeout = 0;
    model::DurationMs interval = 0;
    model::DurationMs evaluation = 0;
    readDuration(map, "scrape_interval", interval);
    readDuration(map, "scrape_timeout", timeout);
    readDuration(map, "evaluation_interval", evaluation);
    readDuration(map, "rule_query_offset", out.ruleQueryOffset);
    out.scrapeInterval = interval > 0 ? interval : out.scrapeInterval;
    out.evaluationInterval = evaluation > 0 ? evaluation : out.evaluationInterval;
    if (timeout > out.scrapeInterval) {
        map.complain("global scrape timeout greater than scrape interval");
    }
    out.scrapeTimeout = timeout > 0 ? timeout : std::min(out.scrapeTimeout, out.scrapeInterval);
}

} // namespace

Environment processEnvironment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* const value = std::getenv(name.c_str()); // read at start and reload only
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

GlobalOptions readGlobal(Reading& reading, const Node& node) {
    MapReader map(reading.complaints, node, "global");
    GlobalOptions out;
    readTiming(map, out);
    readScrapeProtocols(map, out.scrapeProtocols);
    readExternalLabels(reading, map, out.externalLabels);
    map.text("query_log_file", out.queryLogFile);
    map.text("scrape_failure_log_file", out.scrapeFailureLogFile);
    out.queryLogFile = reading.resolved(out.queryLogFile);
    out.scrapeFailureLogFile = reading.resolved(out.scrapeFailureLogFile);
    readScrapeLimits(map, out.limits);
    map.parsed("metric_name_validation_scheme", out.nameValidation, parseNameValidation);
    scrape::NameEscaping escaping{};
    map.parsed("metric_name_escaping_scheme", escaping, parseNameEscaping);
    if (map.has("metric_name_escaping_scheme")) {
        out.nameEscaping = escaping;
    }
    map.boolean("scrape_native_histograms", out.nativeHistograms);
    map.boolean("convert_classic_histograms_to_nhcb", out.convertClassicHistograms);
    map.boolean("always_scrape_classic_histograms", out.alwaysClassicHistograms);
    map.boolean("extra_scrape_metrics", out.extraScrapeMetrics);
    map.finish();
    return out;
}

} // namespace hearth::config
