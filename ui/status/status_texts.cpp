// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/status_texts.h"

#include <QLocale>

#include "model/time.h"
#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

QString countText(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

FactsView::Group counts(const QString& title, const std::vector<datasource::NamedCount>& items, bool bytes) {
    FactsView::Group group{title, {}, true};
    for (const auto& item : items) {
        group.facts.emplace_back(toQString(item.name),
                                 bytes ? ValueFormat::format(static_cast<double>(item.value), Unit::kBytes).text()
                                       : countText(item.value));
    }
    return group;
}

/// As other durations are written; sizes, and both together, stay as they are.
QString retentionText(const std::string& text) {
    const auto duration = model::parseDuration(text);
    return duration ? ValueFormat::duration(static_cast<double>(*duration) / model::kSecondMs) : toQString(text);
}

} // namespace

std::vector<FactsView::Group> StatusTexts::server(const ServerStatus& status, bool utc) {
    std::vector<FactsView::Group> groups;
    if (status.runtime) {
        groups.push_back(runtime(*status.runtime, utc));
    }
    if (status.build) {
        groups.push_back(build(*status.build));
    }
    return groups;
}

FactsView::Group StatusTexts::build(const datasource::BuildFacts& facts) {
    FactsView::Group group{tr("Build"), {}};
    const std::pair<QString, const std::string*> rows[] = {
        {tr("Version"), &facts.version},    {tr("Revision"), &facts.revision},  {tr("Branch"), &facts.branch},
        {tr("Built by"), &facts.buildUser}, {tr("Built on"), &facts.buildDate}, {tr("Compiler"), &facts.goVersion},
    };
    for (const auto& [name, value] : rows) {
        if (!value->empty()) {
            group.facts.emplace_back(name, toQString(*value));
        }
    }
    return group;
}

FactsView::Group StatusTexts::runtime(const datasource::RuntimeFacts& facts, bool utc) {
    const auto running = static_cast<double>(facts.serverTime - facts.startTime) / model::kSecondMs;
    FactsView::Group group{tr("Running"), {}};
    group.facts.emplace_back(tr("Started"), TimeText::absolute(facts.startTime, utc));
    if (running >= 0 && facts.serverTime > 0) {
        group.facts.emplace_back(tr("Running for"), ValueFormat::duration(running));
    }
    group.facts.emplace_back(tr("Host"), toQString(facts.hostname));
    group.facts.emplace_back(tr("Working directory"), toQString(facts.workingDirectory));
    group.facts.emplace_back(tr("Configuration"),
                             facts.reloadConfigSuccess ? tr("loaded") : tr("last reload failed, the older one runs"));
    group.facts.emplace_back(tr("Configuration loaded"), TimeText::absolute(facts.lastConfigTime, utc));
    group.facts.emplace_back(tr("Retention"), retentionText(facts.storageRetention));
    group.facts.emplace_back(tr("Damaged log segments"), countText(static_cast<std::uint64_t>(facts.corruptionCount)));
    group.facts.emplace_back(tr("Threads"), countText(static_cast<std::uint64_t>(facts.threadCount)));
    group.facts.emplace_back(tr("Processors"), countText(static_cast<std::uint64_t>(facts.processors)));
    return group;
}

std::vector<FactsView::Group> StatusTexts::storage(const ServerStatus& status, bool utc) {
    std::vector<FactsView::Group> groups;
    if (!status.damages.empty()) {
        groups.push_back(damages(status.damages));
    }
    if (status.tsdb) {
        groups.push_back(head(*status.tsdb, utc));
    }
    if (!status.blocks.empty()) {
        groups.push_back(blocks(status.blocks, utc));
    }
    if (status.tsdb) {
        const auto& tsdb = *status.tsdb;
        groups.push_back(counts(tr("Metrics with the most series"), tsdb.seriesCountByMetricName, false));
        groups.push_back(counts(tr("Labels with the most values"), tsdb.labelValueCountByLabelName, false));
        groups.push_back(counts(tr("Labels that take the most memory"), tsdb.memoryInBytesByLabelName, true));
        groups.push_back(counts(tr("Label pairs with the most series"), tsdb.seriesCountByLabelValuePair, false));
    }
    return groups;
}

QString StatusTexts::damage(const ServerStatus& status) {
    if (status.damages.empty()) {
        return {};
    }
    const auto& first = status.damages.front();
    const auto path = toQString(first.path);
    const auto reason = toQString(first.reason);
    const auto what = reason.contains(path) ? reason : path + QStringLiteral(": ") + reason;
    const auto text = tr("Part of the stored data is damaged and not served: %1.").arg(what);
    return status.damages.size() == 1 ? text : text + QLatin1Char(' ') + tr("There is more, see Storage.");
}

std::optional<model::TimeRange> StatusTexts::headRange(const ServerStatus& status) {
    if (!status.tsdb || status.tsdb->minTime > status.tsdb->maxTime || status.tsdb->maxTime <= 0) {
        return std::nullopt;
    }
    return model::TimeRange{status.tsdb->minTime, status.tsdb->maxTime};
}

FactsView::Group StatusTexts::damages(const std::vector<datasource::StorageDamage>& damages) {
    FactsView::Group group{tr("Damaged"), {}};
    for (const auto& damage : damages) {
        auto text = toQString(damage.reason);
        if (damage.lostBytes != 0) {
            text += QLatin1Char(' ') +
                    tr("(%1 not served)")
                        .arg(ValueFormat::format(static_cast<double>(damage.lostBytes), Unit::kBytes).text());
        }
        if (!damage.setAside.empty()) {
            text = tr("%1. Kept in %2.").arg(text, toQString(damage.setAside));
        }
        group.facts.emplace_back(toQString(damage.path), text);
    }
    return group;
}

FactsView::Group StatusTexts::blocks(const std::vector<datasource::BlockFacts>& blocks, bool utc) {
    std::uint64_t samples = 0;
    std::uint64_t tombstones = 0;
    auto oldest = blocks.front().minTime;
    auto newest = blocks.front().maxTime;
    for (const auto& block : blocks) {
        samples += block.samples;
        tombstones += block.tombstones;
        oldest = std::min(oldest, block.minTime);
        newest = std::max(newest, block.maxTime);
    }
    FactsView::Group group{tr("Blocks"), {}, true};
    group.facts.emplace_back(tr("Blocks"), countText(blocks.size()));
    group.facts.emplace_back(tr("Samples"), countText(samples));
    group.facts.emplace_back(tr("Begin"), TimeText::absolute(oldest, utc));
    group.facts.emplace_back(tr("End"), TimeText::absolute(newest, utc));
    group.facts.emplace_back(tr("Deletions not cleaned yet"), countText(tombstones));
    return group;
}

FactsView::Group StatusTexts::head(const datasource::TsdbStatus& status, bool utc) {
    FactsView::Group group{tr("Head"), {}, true};
    group.facts.emplace_back(tr("Series"), countText(status.seriesCount));
    group.facts.emplace_back(tr("Label pairs"), countText(status.labelPairs));
    group.facts.emplace_back(tr("Chunks"), countText(status.chunkCount));
    const bool hasSamples = status.minTime <= status.maxTime && status.maxTime > 0;
    group.facts.emplace_back(tr("Oldest sample"), hasSamples ? TimeText::absolute(status.minTime, utc) : tr("none"));
    group.facts.emplace_back(tr("Newest sample"), hasSamples ? TimeText::absolute(status.maxTime, utc) : tr("none"));
    return group;
}

std::vector<FactsView::Group> StatusTexts::flags(const ServerStatus& status) {
    FactsView::Group group;
    for (const auto& [name, value] : status.flags) {
        group.facts.emplace_back(QStringLiteral("--") + toQString(name), toQString(value));
    }
    return {group};
}

} // namespace hearth::ui
