// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/target_snapshot.h"

#include <QUrl>
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

QString nameOf(const datasource::Target& target, const QString& url) {
    const auto instance = target.labels.value("instance");
    return instance.empty() ? QUrl(url).authority() : toQString(instance);
}

/// What a person may type to find a target: every label value, the address and the error.
QString haystackOf(const datasource::Target& target) {
    std::string text = target.scrapeUrl;
    for (const auto& label : target.labels) {
        text.append(1, '\n').append(label.value);
    }
    text.append(1, '\n').append(target.lastError);
    return toQString(text).toLower();
}

TargetRow makeRow(datasource::Target&& target) {
    TargetRow row;
    row.url = toQString(target.scrapeUrl);
    row.name = nameOf(target, row.url);
    row.error = toQString(target.lastError).simplified();
    row.haystack = haystackOf(target);
    row.key = QString::number(target.labels.hash(), 16) + QLatin1Char(' ') + row.url;
    row.target = std::move(target);
    return row;
}

void count(TargetCounts& counts, datasource::TargetHealth health) {
    switch (health) {
    case datasource::TargetHealth::kUp:
        ++counts.up;
        return;
    case datasource::TargetHealth::kDown:
        ++counts.down;
        return;
    case datasource::TargetHealth::kUnknown:
        ++counts.unknown;
        return;
    }
}

/// Two targets may agree in labels and URL; a number keeps their keys apart.
void makeKeysUnique(std::vector<TargetRow>& rows) {
    for (std::size_t i = 1, same = 0; i < rows.size(); ++i) {
        same = rows[i].url == rows[i - 1].url && rows[i].target.labels == rows[i - 1].target.labels ? same + 1 : 0;
        if (same > 0) {
            rows[i].key += QLatin1Char(' ') + QString::number(same);
        }
    }
}

} // namespace

TargetSnapshotPtr makeTargetSnapshot(datasource::Targets targets) {
    std::map<std::string, TargetPool> pools;
    auto snapshot = std::make_shared<TargetSnapshot>();
    for (auto& target : targets.active) {
        count(snapshot->counts, target.health);
        auto& pool = pools[target.pool];
        count(pool.counts, target.health);
        pool.rows.push_back(makeRow(std::move(target)));
    }
    snapshot->pools.reserve(pools.size());
    for (auto& [name, pool] : pools) {
        pool.name = toQString(name);
        std::ranges::stable_sort(pool.rows, [](const TargetRow& a, const TargetRow& b) {
            return std::tie(a.name, a.url, a.target.labels) < std::tie(b.name, b.url, b.target.labels);
        });
        makeKeysUnique(pool.rows);
        snapshot->pools.push_back(std::move(pool));
    }
    return snapshot;
}

} // namespace hearth::ui
