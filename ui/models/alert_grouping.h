// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/alert_snapshot.h"

namespace hearth::ui {

/// Puts alerts into the groups in which they are told, those of an Alertmanager where there is one.
/// Threads: thread-compatible.
class AlertGrouping {
  public:
    explicit AlertGrouping(const AlertAnswers& answers);

    /// Fills in the texts of the row. `group` is the one that the Alertmanager has it in; null where it has it in none.
    void add(AlertRow row, const datasource::AlertGroup* group);
    /// All groups that have alerts, worst first, their alerts by name; nothing may be added afterwards.
    std::vector<AlertGroupRow> take();

  private:
    std::size_t addGroup(const model::Labels& labels, const QString& receiver);
    std::size_t placeOf(const model::Labels& labels);

    std::vector<AlertGroupRow> m_groups;
    QHash<QString, std::size_t> m_places;
    std::unordered_map<std::uint64_t, std::size_t> m_byLabels;
    std::set<std::vector<std::string>> m_groupedBy;
};

} // namespace hearth::ui
