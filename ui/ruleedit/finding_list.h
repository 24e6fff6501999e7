// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <vector>

#include "datasource/rule_editing.h"

namespace hearth::ui {

/// What is wrong with a rule, errors first, a line each; choosing one tells which. Takes no room while all is well.
/// Threads: confined to the GUI thread.
class FindingList : public QListWidget {
    Q_OBJECT

  public:
    /// Further ones are not shown.
    static constexpr std::size_t kMaxShown = 50;

    explicit FindingList(QWidget* parent = nullptr);

    void setFindings(std::vector<datasource::RuleFinding> findings);
    const std::vector<datasource::RuleFinding>& findings() const { return m_findings; }
    bool hasErrors() const;

  signals:
    void chosen(const hearth::datasource::RuleFinding& finding);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void fill();

    std::vector<datasource::RuleFinding> m_findings;
};

} // namespace hearth::ui
