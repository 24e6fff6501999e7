// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>
#include <string>

#include "datasource/channel_kinds.h"
#include "datasource/notification_settings.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace hearth::ui {

class CheckedField;

/// The fields of one channel, checked while one types. Secrets are never shown again: an empty field keeps what is
/// there. Threads: confined to the GUI thread.
class ChannelForm : public QWidget {
    Q_OBJECT

  public:
    /// `draft.integration` is empty for a new one, which can be given a name.
    explicit ChannelForm(datasource::ChannelDraft draft, QWidget* parent = nullptr);

    datasource::ChannelDraft draft() const;
    bool isComplete() const;
    /// What saving said.
    void showProblem(const QString& text);
    /// Nothing can be typed while it is saved.
    void setBusy(bool busy);

  signals:
    void saveRequested();
    void canceled();

  private:
    void buildFields();
    void addField(const datasource::ChannelField& field);
    void addPresets();
    void applyPreset(int index);
    void addRow(const QString& name, QWidget* field, const QString& note);
    void check();
    QString problemOf(const datasource::ChannelField& field, const QString& text) const;

    const datasource::ChannelDraft m_draft;
    const datasource::ChannelKind* m_kind;
    QGridLayout* m_grid = nullptr;
    CheckedField* m_name = nullptr;
    std::map<std::string, CheckedField*> m_fields;
    QComboBox* m_security = nullptr;
    QComboBox* m_presets = nullptr;
    QLabel* m_presetNote = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace hearth::ui
