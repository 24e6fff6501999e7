// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "datasource/rule_types.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace hearth::ui {

class ElidedLabel;

/// Names and templates, a row each: the labels of a rule, or its annotations. Below a template stands what it became
/// for an alert.
/// Threads: confined to the GUI thread.
class TextRows : public QWidget {
    Q_OBJECT

  public:
    enum class Kind : std::uint8_t { kLabels, kAnnotations };

    explicit TextRows(Kind kind, QWidget* parent = nullptr);

    void setTexts(const datasource::TextMap& texts);
    /// Rows without a name are left out; of two with one name the later counts.
    datasource::TextMap texts() const;
    /// What the templates became; names that are not there show nothing.
    void setRendered(const datasource::TextMap& rendered);
    /// Marks the row of `key`. clearProblems() takes all marks away.
    void setProblem(const QString& key, const QString& message, bool error);
    void clearProblems();
    void focusKey(const QString& key);
    int rowCount() const { return static_cast<int>(m_rows.size()); }

  signals:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Row {
        QWidget* box = nullptr;
        QLineEdit* name = nullptr;
        QLineEdit* text = nullptr;
        QToolButton* remove = nullptr;
        QLabel* problem = nullptr;
        ElidedLabel* rendered = nullptr;
    };

    void retranslateUi();
    void retranslate(const Row& row) const;
    Row& addRow(const QString& name, const QString& text);
    void removeRow(const QWidget* box);

    Kind m_kind;
    std::vector<Row> m_rows;
    QVBoxLayout* m_layout = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace hearth::ui
