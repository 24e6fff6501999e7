// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "settings/settings_snapshot.h"

class QLabel;
class QStringListModel;
class QVBoxLayout;

namespace hearth::ui {

class CheckedField;

/// Labels in, and where an alert with them would go: path, receiver, waits, what keeps it quiet. Asks nobody.
/// Threads: confined to the GUI thread.
class RouteTester : public QWidget {
    Q_OBJECT

  public:
    explicit RouteTester(QWidget* parent = nullptr);

    void showSettings(const SettingsSnapshot& snapshot);
    void setLabels(const QString& text);
    void focusField();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    /// Builds what is below the field anew, unless it would say the same.
    void render();
    std::optional<model::Labels> labels();
    /// A stop in words, a line each.
    QStringList linesOf(const datasource::RouteStop& stop, int number) const;
    void addStop(const QStringList& lines, const datasource::RouteStop& stop);
    /// What routes ask for, to choose from.
    QStringList suggestions() const;

    SettingsSnapshot m_snapshot;
    QString m_shown; ///< All that is said now.
    QLabel* m_title = nullptr;
    CheckedField* m_labels = nullptr;
    QStringListModel* m_words = nullptr;
    QLabel* m_summary = nullptr;
    QWidget* m_stops = nullptr;
    QVBoxLayout* m_column = nullptr;
};

} // namespace hearth::ui
