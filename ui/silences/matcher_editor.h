// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "models/matcher_text.h"
#include "models/silence_snapshot.h"

class QPushButton;
class QVBoxLayout;

namespace hearth::ui {

class MatcherRow;

/// The matchers of a silence, a row each. A list that is pasted into a label's field fills several rows. Labels and
/// their values are completed from alerts that exist.
/// Threads: confined to the GUI thread.
class MatcherEditor : public QWidget {
    Q_OBJECT

  public:
    /// Values that are offered for one label at most.
    static constexpr qsizetype kMaxValues = 1000;

    explicit MatcherEditor(QWidget* parent = nullptr);

    void setDrafts(const MatcherDrafts& drafts);
    /// Without blank rows.
    MatcherDrafts drafts() const;
    /// Of the first row that is wrong; empty where all are right.
    QString problem() const;
    /// Those that are right.
    model::Matchers matchers() const;
    /// May be null.
    void setAlerts(std::shared_ptr<const ReceivedAlerts> alerts);
    /// Puts the keyboard where something is missing.
    void focusFirst();

  signals:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    MatcherRow* addRow(const MatcherDraft& draft, int position);
    void removeRow(MatcherRow* row);
    void takeList(MatcherRow* row, const QString& text);
    QStringList valuesOf(const QString& name) const;
    void updateRemovable();

    std::vector<MatcherRow*> m_rows;
    QVBoxLayout* m_layout = nullptr;
    QPushButton* m_add = nullptr;
    std::shared_ptr<const ReceivedAlerts> m_alerts;
    QStringList m_names;
    bool m_filling = false;
};

} // namespace hearth::ui
