// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "base/error.h"
#include "status/status_texts.h"
#include "widgets/page.h"

class QPlainTextEdit;
class QTabWidget;

namespace hearth::ui {

class AsyncSource;
class BlockRuler;
class MessageBar;

/// How the server itself does: build, run time, storage, flags and the configuration it runs.
/// Threads: confined to the GUI thread.
class StatusPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit StatusPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    void setUtc(bool utc) override;

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void startOver();
    void take(Result<ServerStatus> status);
    void render();

    AsyncSource& m_source;
    QTimer m_timer;
    ServerStatus m_status;
    bool m_utc = false;

    MessageBar* m_message = nullptr;
    MessageBar* m_damage = nullptr; ///< Of the storage; stays while it lasts.
    QTabWidget* m_tabs = nullptr;
    FactsView* m_server = nullptr;
    FactsView* m_storage = nullptr;
    BlockRuler* m_ruler = nullptr;
    FactsView* m_flags = nullptr;
    QPlainTextEdit* m_config = nullptr;
};

} // namespace hearth::ui
