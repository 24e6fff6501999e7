// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/page.h"

namespace hearth::ui {

class AsyncSource;

/// Groups and rules with their state, health and timing.
/// Threads: confined to the GUI thread.
class RulesPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit RulesPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    /// Selects the rule, once it is there.
    void showRule(const QString& name);
    void setFilterText(const QString& text);

  signals:
    void exploreRequested(const QString& expression);
    /// The alerts of a rule.
    void alertsRequested(const QString& filter);
    void filterTextChanged(const QString& text);
    void helpRequested();

  private:
    AsyncSource& m_source;
};

} // namespace hearth::ui
