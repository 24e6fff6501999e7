// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datasource/alertmanager_types.h"
#include "widgets/page.h"

namespace hearth::ui {

class AsyncSource;

/// Silences: which there are, and the form that makes and changes them.
/// Threads: confined to the GUI thread.
class SilencesPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit SilencesPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    /// Opens the form with what is known of a silence that is not stored yet.
    void draft(const datasource::Silence& silence);
    /// Selects the silence, once it is there.
    void showSilence(const QString& id);
    void setFilterText(const QString& text);

  signals:
    void alertsRequested(const QString& filter);
    void filterTextChanged(const QString& text);
    void helpRequested();

  private:
    AsyncSource& m_source;
};

} // namespace hearth::ui
