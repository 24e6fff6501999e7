// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datasource/alertmanager_types.h"
#include "widgets/page.h"

namespace hearth::ui {

class AsyncSource;

/// Alerts by group, on a time line, and in history.
/// Threads: confined to the GUI thread.
class AlertsPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit AlertsPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    /// Selects the alert and opens its detail, once it is there.
    void showAlert(const QString& fingerprint);
    void setFilterText(const QString& text);

  signals:
    void exploreRequested(const QString& expression);
    /// Someone wants to silence what matches; the silence is not stored yet.
    void silenceRequested(const hearth::datasource::Silence& draft);
    void silenceShown(const QString& id);
    void ruleRequested(const QString& name);
    void filterTextChanged(const QString& text);
    void helpRequested();

  private:
    AsyncSource& m_source;
};

} // namespace hearth::ui
