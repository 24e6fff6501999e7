// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "models/grouped_model.h"
#include "models/rule_filter.h"
#include "models/rule_snapshot.h"
#include "models/state_shape.h"

namespace hearth::ui {

/// Groups with their rules below, filtered and sorted, over an immutable snapshot.
/// Threads: confined to the GUI thread.
class RulesModel : public GroupedModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kState, kName, kHealth, kLast, kDuration, kInterval, kError, kColumnCount };
    /// ShapeRole: int of StateShape. KeyRole: QString, unique in the model.
    enum Role : std::uint16_t { ShapeRole = Qt::UserRole + 1, KeyRole };
    /// A group that takes more than this share of its interval is marked.
    static constexpr double kHighLoad = 0.5;

    explicit RulesModel(QObject* parent = nullptr);

    void setSnapshot(RuleSnapshotPtr snapshot);
    void setFilter(RuleFilter filter);
    /// The moment that ages are counted from. Tells nobody: whoever shows the column kLast paints it anew.
    void setNow(model::TimestampMs now) { m_now = now; }
    void setUtc(bool utc) { m_utc = utc; }
    void sort(int column, Qt::SortOrder order) override;

    /// Null for a group's row. Valid until the next snapshot.
    const RuleRow* ruleAt(const QModelIndex& index) const;
    /// Of a group's row or a rule's; null for an invalid index.
    const RuleGroupRow* groupAt(const QModelIndex& index) const;
    /// The row with that KeyRole, or an invalid index.
    QModelIndex indexOf(const QString& key) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "Firing: 3", "Inactive", "Recording".
    static QString stateText(const RuleRow& row);
    static QString healthWord(datasource::RuleHealth health);
    /// "1 firing, 2 pending"; empty where nothing is.
    static QString groupState(const RuleGroupRow& group);
    /// With its share of the interval where that is high.
    static QString groupDuration(const RuleGroupRow& group);
    /// What is wrong with when it is evaluated.
    static QString groupNote(const RuleGroupRow& group, model::TimestampMs now);
    static StateShape stateShape(datasource::AlertState state);
    static StateShape healthShape(datasource::RuleHealth health);
    /// How many evaluations did not happen by `now`; zero while the next is not due for long.
    static std::int64_t missedEvaluations(const RuleGroupRow& group, model::TimestampMs now);

  private:
    void update();
    View computeView(const RuleSnapshot& snapshot) const;
    void sortRows(std::vector<Row>& rows) const;
    bool looksSame(const void* before, const void* after) const override;

    QString groupText(const RuleGroupRow& group, int column) const;
    QString ruleText(const RuleRow& row, const RuleGroupRow& group, int column) const;
    std::optional<StateShape> groupShape(const RuleGroupRow& group, int column) const;
    static std::optional<StateShape> ruleShape(const RuleRow& row, int column);
    QString toolTip(const QModelIndex& index) const;

    RuleSnapshotPtr m_snapshot;
    RuleSnapshotPtr m_next; ///< While rows of two snapshots are shown: the new one.
    RuleFilter m_filter;
    model::TimestampMs m_now = 0;
    bool m_utc = false;
    int m_sortColumn = -1; ///< -1: as in the files.
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hearth::ui
