// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>

#include "datasource/data_source.h"

/// Answers of a DataSource as text, so that two of them are compared by eye as well as by program.
namespace hearth::tests {

inline std::string toText(const model::Sample& sample) {
    return fmt::format("{}@{}", sample.value, sample.time);
}

inline std::string toText(model::TimestampMs time, const model::AnsweredHistogram& histogram) {
    const auto view = model::shown(histogram);
    std::string out = fmt::format("histogram {} {}", view.count, view.sum);
    for (const auto& bucket : view.buckets) {
        out += fmt::format(" {}{},{}{}:{}", bucket.lowerInclusive ? '[' : '(', bucket.lower, bucket.upper,
                           bucket.upperInclusive ? ']' : ')', bucket.count);
    }
    return fmt::format("{}@{}", out, time);
}

inline std::string toText(const model::Vector& vector) {
    std::string out = "vector\n";
    for (const auto& element : vector) {
        const auto text =
            element.isHistogram() ? toText(element.sample.time, element.histogram) : toText(element.sample);
        out += fmt::format("{} {}\n", element.labels.toString(), text);
    }
    return out;
}

inline std::string toText(const model::Matrix& matrix) {
    std::string out = "matrix\n";
    for (const auto& series : matrix) {
        out += series.labels.toString();
        for (const auto& sample : series.samples) {
            out += " " + toText(sample);
        }
        for (const auto& point : series.histograms) {
            out += " " + toText(point.time, point.histogram);
        }
        out += '\n';
    }
    return out;
}

inline std::string toText(const model::Scalar& scalar) {
    return "scalar " + toText(scalar.sample);
}

inline std::string toText(const model::StringValue& value) {
    return fmt::format("string {}@{}", value.text, value.time);
}

inline std::string toText(const model::QueryAnswer& answer) {
    const auto& stats = answer.stats;
    auto out = std::visit([](const auto& value) { return toText(value); }, answer.value);
    out += fmt::format("warnings {} infos {}\n", answer.warnings, answer.infos);
    out += fmt::format("stats {} {} {} {} {} {} {} {} {}", stats.evalTotalSeconds, stats.resultSortSeconds,
                       stats.queryPreparationSeconds, stats.innerEvalSeconds, stats.execQueueSeconds,
                       stats.execTotalSeconds, stats.totalQueryableSamples, stats.samplesRead, stats.peakSamples);
    return out;
}

inline std::string toText(const std::string& text) {
    return text;
}

inline std::string toText(const model::Labels& labels) {
    return labels.toString();
}

inline std::string toText(const datasource::MetricMetadata& entry) {
    return fmt::format("{} {} \"{}\" \"{}\"", entry.metric, model::metricTypeText(entry.metadata.type),
                       entry.metadata.help, entry.metadata.unit);
}

inline std::string toText(const std::pair<std::string, std::string>& fact) {
    return fact.first + "=" + fact.second;
}

inline std::string toText(const datasource::NamedCount& count) {
    return fmt::format("{}={}", count.name, count.value);
}

inline std::string toText(const datasource::Target& target) {
    return fmt::format("{} {} {} {} {} \"{}\" {} {} {} {} {}", target.pool, target.discoveredLabels.toString(),
                       target.labels.toString(), target.scrapeUrl, target.globalUrl, target.lastError,
                       target.lastScrape ? *target.lastScrape : -1, target.lastScrapeSeconds,
                       datasource::targetHealthText(target.health), target.scrapeInterval, target.scrapeTimeout);
}

inline std::string toText(const datasource::DroppedTarget& target) {
    return target.pool + " " + target.discoveredLabels.toString();
}

inline std::string toText(const model::Exemplar& exemplar) {
    return fmt::format("{} {}@{}", exemplar.labels.toString(), exemplar.value, exemplar.time);
}

inline std::string toText(const datasource::BlockFacts::Parent& parent) {
    return fmt::format("{} {}..{}", parent.ulid, parent.minTime, parent.maxTime);
}

inline std::string toText(const datasource::SleepSpan& span) {
    return fmt::format("{}..{}", span.begin, span.end);
}
inline std::string toText(const datasource::WalReplay& replay) {
    return fmt::format("{}..{} at {}", replay.first, replay.last, replay.current);
}

inline std::string toText(const datasource::StorageDamage& damage) {
    return fmt::format("{}: {} ({}, {} bytes)", damage.path, damage.reason, damage.setAside, damage.lostBytes);
}

inline std::string toText(const datasource::SeriesExemplars& series);
inline std::string toText(const datasource::Alert& alert);
inline std::string toText(const datasource::Rule& rule);
inline std::string toText(const datasource::RuleGroup& group);
inline std::string toText(const datasource::BlockFacts& block);

template <class T>
std::string toText(const std::vector<T>& list) {
    std::string out = "[";
    for (const auto& item : list) {
        out += toText(item) + "\n";
    }
    return out + "]";
}

template <class T>
std::string toText(const datasource::Listing<T>& listing) {
    return toText(listing.items) + " warnings " + toText(listing.warnings);
}

inline std::string toText(const datasource::Targets& targets) {
    return fmt::format("{} {} {}", toText(targets.active), toText(targets.dropped), targets.droppedCounts);
}

inline std::string toText(const datasource::BuildFacts& facts) {
    return fmt::format("{} {} {} {} {} {}", facts.version, facts.revision, facts.branch, facts.buildUser,
                       facts.buildDate, facts.goVersion);
}

inline std::string toText(const datasource::RuntimeFacts& facts) {
    return fmt::format("{} {} {} {} {} {} {} {} {} {}", facts.startTime, facts.workingDirectory, facts.hostname,
                       facts.serverTime, facts.reloadConfigSuccess, facts.lastConfigTime, facts.corruptionCount,
                       facts.threadCount, facts.processors, facts.storageRetention);
}

inline std::string toText(const datasource::TsdbStatus& status) {
    return fmt::format("{} {} {} {} {} {} {} {} {}", status.seriesCount, status.labelPairs, status.chunkCount,
                       status.minTime, status.maxTime, toText(status.seriesCountByMetricName),
                       toText(status.labelValueCountByLabelName), toText(status.memoryInBytesByLabelName),
                       toText(status.seriesCountByLabelValuePair));
}

inline std::string toText(const datasource::SeriesExemplars& series) {
    return series.labels.toString() + " " + toText(series.exemplars);
}

inline std::string toText(const datasource::BlockFacts& block) {
    return fmt::format("{} {}..{} {} {} {} {} {} {} level {} {} {} {} {} {} v{}", block.ulid, block.minTime,
                       block.maxTime, block.samples, block.floatSamples, block.histogramSamples, block.series,
                       block.chunks, block.tombstones, block.level, toText(block.sources), toText(block.parents),
                       block.deletable, block.failed, toText(block.hints), block.version);
}

inline std::string toText(const datasource::Alert& alert) {
    return fmt::format("{} {} {} at {} kept {} {}", alert.labels.toString(), alert.annotations,
                       datasource::alertStateText(alert.state), alert.activeAt, alert.keepFiringSince.value_or(-1),
                       alert.value);
}

inline std::string toText(const datasource::Rule& rule) {
    return fmt::format("{} {} {} {} {} \"{}\" {} {} {} {} {} {} {}", datasource::ruleTypeText(rule.type), rule.name,
                       rule.query, rule.labels, datasource::ruleHealthText(rule.health), rule.lastError,
                       rule.evaluationSeconds, rule.lastEvaluation.value_or(-1), datasource::alertStateText(rule.state),
                       rule.holdSeconds, rule.keepFiringSeconds, rule.annotations, toText(rule.alerts));
}

inline std::string toText(const datasource::RuleGroup& group) {
    return fmt::format("{} {} every {} limit {} took {} at {} {}", group.file, group.name, group.intervalSeconds,
                       group.limit, group.evaluationSeconds, group.lastEvaluation.value_or(-1), toText(group.rules));
}

inline std::string toText(const datasource::RuleGroups& rules) {
    return toText(rules.groups) + " next " + rules.nextToken;
}

inline std::string toText(const datasource::Alertmanagers& alertmanagers) {
    return fmt::format("{} {}", alertmanagers.active, alertmanagers.dropped);
}

inline std::string toText(const Error& error) {
    const auto range = error.range();
    return fmt::format("error {} at {}: {}", static_cast<int>(error.code()),
                       range ? static_cast<int>(range->begin) : -1, error.message());
}

template <class T>
QByteArray toText(const Result<T>& result) {
    if (!result) {
        return QByteArray::fromStdString(toText(result.error()));
    }
    if constexpr (std::is_void_v<T>) {
        return "done";
    } else {
        return QByteArray::fromStdString(toText(*result));
    }
}

} // namespace hearth::tests
