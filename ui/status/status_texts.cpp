// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/status_texts.h"

#include <QLocale>

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
    group.facts.emplace_back(tr("Retention"), toQString(facts.storageRetention));
    group.facts.emplace_back(tr("Damaged log segments"), countText(static_cast<std::uint64_t>(facts.corruptionCount)));
    group.facts.emplace_back(tr("Threads"), countText(static_cast<std::uint64_t>(facts.threadCount)));
    group.facts.emplace_back(tr("Processors"), countText(static_cast<std::uint64_t>(facts.processors)));
    return group;
}

std::vector<FactsView::Group> StatusTexts::storage(const ServerStatus& status, bool utc) {
    if (!status.tsdb) {
        return {};
    }
    const auto& tsdb = *status.tsdb;
    return {head(tsdb, utc), counts(tr("Metrics with the most series"), tsdb.seriesCountByMetricName, false),
            counts(tr("Labels with the most values"), tsdb.labelValueCountByLabelName, false),
            counts(tr("Labels that take the most memory"), tsdb.memoryInBytesByLabelName, true),
            counts(tr("Label pairs with the most series"), tsdb.seriesCountByLabelValuePair, false)};
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
