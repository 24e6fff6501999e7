// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <string>
#include <vector>

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
    /// Puts the keyboard where one begins to type.
    void focusFirst();

  signals:
    void saveRequested();
    void canceled();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildFields();
    void addField(const datasource::ChannelField& field);
    void addPresets();
    void applyPreset(int index);
    using Words = std::function<QString()>;
    /// `note` may be null.
    void addRow(const Words& name, QWidget* field, const Words& note);
    /// Called now, and again whenever the language is another.
    void translate(std::function<void()> setTexts);
    QString placeholder(const datasource::ChannelField& field) const;
    void addSecurity(const QString& value);
    void addSecretPlace();
    void showPreset();
    void check();
    QString problemOf(const datasource::ChannelField& field, const QString& text) const;

    const datasource::ChannelDraft m_draft;
    const datasource::ChannelKind* m_kind;
    QGridLayout* m_grid = nullptr;
    CheckedField* m_name = nullptr;
    std::map<std::string, CheckedField*> m_fields;
    std::vector<std::function<void()>> m_translations;
    QComboBox* m_security = nullptr;
    QComboBox* m_presets = nullptr;
    QLabel* m_presetNote = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_save = nullptr;
    bool m_isBusy = false;
};

} // namespace hearth::ui
