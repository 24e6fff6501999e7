// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "settings/settings_snapshot.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace hearth::ui {

class CheckedField;
class MessageBar;
class SettingsChanges;
class WeekGrid;

/// Hours of the week in which routes tell nobody, and which routes those are.
/// Threads: confined to the GUI thread.
class QuietView : public QWidget {
    Q_OBJECT

  public:
    explicit QuietView(SettingsChanges& changes, QWidget* parent = nullptr);

    void showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly);

    /// What is chosen or edited belongs to the server before.
    void forget();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void renderChoice();
    void choose();
    void check();
    bool isTaken(const QString& name) const;
    QString freshName() const;
    QString zoneText(const datasource::IntervalFacts* interval) const;
    void save();
    void report(const Result<void>& done);
    const datasource::IntervalFacts* chosen() const;
    void renderRoutes(const std::string& name);

    SettingsChanges& m_changes;
    SettingsSnapshot m_snapshot;
    std::vector<datasource::IntervalFacts> m_intervals;
    QStringList m_shownRoutes; ///< Texts and checks of the list.
    QString m_whyReadOnly;
    bool m_isEdited = false;

    MessageBar* m_message = nullptr;
    QLabel* m_intro = nullptr;
    QLabel* m_choiceLabel = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLabel* m_routesLabel = nullptr;
    QLabel* m_noRoutes = nullptr;
    QComboBox* m_choice = nullptr;
    CheckedField* m_name = nullptr;
    WeekGrid* m_week = nullptr;
    QLabel* m_note = nullptr;
    QListWidget* m_routes = nullptr;
    QPushButton* m_save = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace hearth::ui
