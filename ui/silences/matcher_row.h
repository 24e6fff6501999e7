// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/matcher_text.h"

class QComboBox;
class QLabel;
class QStringListModel;
class QToolButton;

namespace hearth::ui {

class CheckedField;

/// One matcher to be edited: name, operator, value, with the reason below where it is wrong.
/// Threads: confined to the GUI thread.
class MatcherRow : public QWidget {
    Q_OBJECT

  public:
    explicit MatcherRow(QWidget* parent = nullptr);

    void setDraft(const MatcherDraft& draft);
    MatcherDraft draft() const;
    /// Neither name nor value.
    bool isBlank() const;
    /// Why it is no matcher; empty where it is one, or blank.
    QString problem() const;

    /// What the two fields complete.
    void setNames(const QStringList& names);
    void setValues(const QStringList& values);
    void setRemovable(bool removable);
    void focusName();
    void focusValue();

  signals:
    void changed();
    /// A text with operators came into the name's field: whole matchers, typed or pasted.
    void listTyped(const QString& text);
    /// The value's field wants to complete.
    void valuesWanted(const QString& name);
    void removeRequested();

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void takeName(const QString& text);
    void takeValue(const QString& text);
    void setType(model::MatchType type);
    void check();

    CheckedField* m_name = nullptr;
    QComboBox* m_type = nullptr;
    CheckedField* m_value = nullptr;
    QToolButton* m_remove = nullptr;
    QLabel* m_problem = nullptr;
    QStringListModel* m_names = nullptr;
    QStringListModel* m_values = nullptr;
};

} // namespace hearth::ui
