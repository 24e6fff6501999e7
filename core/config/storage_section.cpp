// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

void readRetention(Reading& reading, MapReader& map, StorageOptions& out) {
    map.section("retention", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        model::DurationMs time = 0;
        std::uint64_t bytes = 0;
        double percentage = 0;
        readDuration(own, "time", time);
        own.parsed("size", bytes, parseByteSize);
        own.real("percentage", percentage);
        out.retentionTime = own.has("time") ? std::optional(time) : std::nullopt;
        out.retentionBytes = own.has("size") ? std::optional(bytes) : std::nullopt;
        out.retentionPercentage = own.has("percentage") ? std::optional(percentage) : std::nullopt;
        if (!(percentage >= 0 && percentage <= 100)) {
            own.complain("percentage must be in the range [0, 100]");
        }
        own.finish();
    });
}

void readChunkEncoding(Reading& reading, MapReader& map, StorageOptions& out) {
    map.section("chunk_encoding", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        own.text("floats", out.floatChunkEncoding);
        if (out.floatChunkEncoding != "xor" && out.floatChunkEncoding != "xor2") {
            own.complain(fmt::format("unknown chunk_encoding for floats {}, must be xor or xor2",
                                     quoteGo(out.floatChunkEncoding)));
        }
        own.finish();
    });
}

void readTsdb(Reading& reading, MapReader& map, StorageOptions& out) {
    map.section("tsdb", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        readDuration(own, "out_of_order_time_window", out.outOfOrderWindow);
        own.real("stale_series_compaction_threshold", out.staleSeriesCompactionThreshold);
        if (!(out.staleSeriesCompactionThreshold >= 0 && out.staleSeriesCompactionThreshold <= 1)) {
            own.complain("stale_series_compaction_threshold must be in the range [0, 1]");
        }
        readRetention(reading, own, out);
        readChunkEncoding(reading, own, out);
        own.finish();
    });
}

void checkUnique(MapReader& map, std::string_view key, std::vector<std::string>& list) {
    std::set<std::string> seen;
    std::vector<std::string> problems;
    for (auto& attribute : list) {
        attribute = std::string(trim(attribute));
        if (attribute.empty()) {
            problems.emplace_back("empty attribute");
        } else if (!seen.insert(attribute).second) {
            problems.push_back(fmt::format("duplicated attribute {}", quoteGo(attribute)));
        }
    }
    if (!problems.empty()) {
        map.complain(fmt::format("invalid {}: {}", key, fmt::join(problems, ", ")));
    }
}

void checkStrategy(MapReader& map, const std::string& strategy, scrape::NameValidation validation) {
    const bool escapes =
        strategy == "UnderscoreEscapingWithSuffixes" || strategy == "UnderscoreEscapingWithoutSuffixes";
    const bool keepsUtf8 = strategy == "NoUTF8EscapingWithSuffixes" || strategy == "NoTranslation";
    if (!escapes && !keepsUtf8) {
        map.complain(fmt::format("unsupported OTLP translation strategy {}", quoteGo(strategy)));
    }
    if (keepsUtf8 && validation == scrape::NameValidation::kLegacy) {
        map.complain(
            fmt::format("OTLP translation strategy {} is not allowed when UTF8 is disabled", quoteGo(strategy)));
    }
}

} // namespace

StorageOptions readStorage(Reading& reading, const Node& node) {
    MapReader map(reading.complaints, node, "storage");
    StorageOptions out;
    readTsdb(reading, map, out);
    map.section("exemplars", [&](const Node& exemplars, const std::string& where) {
        MapReader own(reading.complaints, exemplars, where);
        std::uint64_t most = 100'000;
        own.unsignedInteger("max_exemplars", most);
        own.finish();
        out.maxExemplars = most;
    });
    map.finish();
    return out;
}

TracingOptions readTracing(Reading& reading, const Node& node) {
    MapReader map(reading.complaints, node, "tracing");
    TracingOptions out;
    map.text("client_type", out.clientType);
    map.text("endpoint", out.endpoint);
    map.real("sampling_fraction", out.samplingFraction);
    map.boolean("insecure", out.insecure);
    map.textMap("headers", out.headers);
    map.text("compression", out.compression);
    readDuration(map, "timeout", out.timeout);
    readTls(reading, map, "tls_config", out.tls);
    if (out.clientType != "grpc" && out.clientType != "http") {
        map.complain(fmt::format("expected client_type to be http or grpc, but got {}", quoteGo(out.clientType)));
    }
    if (out.endpoint.empty()) {
        map.complain("tracing endpoint must be set");
    }
    if (!out.compression.empty() && out.compression != "gzip") {
        map.complain(
            fmt::format("invalid compression type {} provided, valid options: gzip", quoteGo(out.compression)));
    }
    for (const auto& [name, value] : out.headers) {
        if (toLowerAscii(name) == "authorization") {
            map.complain("custom authorization header configuration is not yet supported");
        }
    }
    map.finish();
    return out;
}

OtlpOptions readOtlp(Reading& reading, const Node& node, scrape::NameValidation validation) {
    MapReader map(reading.complaints, node, "otlp");
    OtlpOptions out;
    map.texts("promote_resource_attributes", out.promoteResourceAttributes);
    map.boolean("promote_all_resource_attributes", out.promoteAllResourceAttributes);
    map.texts("ignore_resource_attributes", out.ignoreResourceAttributes);
    map.text("translation_strategy", out.translationStrategy);
    map.boolean("keep_identifying_resource_attributes", out.keepIdentifyingResourceAttributes);
    map.boolean("convert_histograms_to_nhcb", out.convertHistograms);
    map.boolean("promote_scope_metadata", out.promoteScopeMetadata);
    map.boolean("label_name_underscore_sanitization", out.labelNameUnderscoreSanitization);
    map.boolean("label_name_preserve_multiple_underscores", out.labelNamePreserveMultipleUnderscores);
    checkUnique(map, "promote_resource_attributes", out.promoteResourceAttributes);
    checkUnique(map, "ignore_resource_attributes", out.ignoreResourceAttributes);
    if (out.promoteAllResourceAttributes && !out.promoteResourceAttributes.empty()) {
        map.complain("promote_all_resource_attributes and promote_resource_attributes cannot be configured "
                     "simultaneously");
    }
    if (!out.promoteAllResourceAttributes && !out.ignoreResourceAttributes.empty()) {
        map.complain("ignore_resource_attributes can only be used with promote_all_resource_attributes");
    }
    checkStrategy(map, out.translationStrategy, validation);
    map.finish();
    return out;
}

} // namespace hearth::config
