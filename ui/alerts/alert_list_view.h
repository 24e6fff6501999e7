// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <optional>
#include <vector>

#include "models/alert_snapshot.h"
#include "widgets/table_view.h"

namespace hearth::ui {

class AlertsModel;

/// Alerts by group. Groups are open unless the person closed them; what is selected stays so, and where the eye rests
/// nothing moves, even where the model begins anew.
/// Threads: confined to the GUI thread.
class AlertListView : public TableView {
    Q_OBJECT

  public:
    /// `model` must outlive it.
    explicit AlertListView(AlertsModel& model, QWidget* parent = nullptr);

    /// Those of selected groups, too.
    std::vector<AlertRow> selectedAlerts() const;
    /// Null where a group is current, or nothing.
    const AlertRow* currentAlert() const;
    /// Brings it into sight and makes it the current one, with the keyboard; false where no row has that key.
    bool choose(const QString& key);
    /// Whether it is known who is told.
    void setHasReceivers(bool hasReceivers);
    /// Forgets what was current.
    void startOver();

  signals:
    /// The model has other rows: what is current may be another one, or none.
    void restored();

  protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

  private:
    void buildUi();
    void openGroups();
    void keepPlace();
    void restorePlace();
    void restoreCurrent();

    AlertsModel& m_model;
    QSet<QString> m_collapsed; ///< Groups that the person has closed.
    QString m_currentKey;      ///< Of the alert that was current last.
    bool m_hasCurrent = false;

    // While the model begins anew:
    QStringList m_selectedKeys;
    int m_scroll = 0;
    std::optional<int> m_currentAt; ///< Where the current row stood, unless it was out of sight.
};

} // namespace hearth::ui
