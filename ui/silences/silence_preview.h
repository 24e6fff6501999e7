// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>

#include "base/error.h"
#include "silences/silence_impact.h"

class QLabel;
class QTreeWidget;

namespace hearth::ui {

class AsyncSource;
class MessageBar;

/// Which alerts a silence hits, now and in the last thirty days, asked shortly after the matchers change. What cannot
/// be told is "unknown", with the reason.
/// Threads: confined to the GUI thread.
class SilencePreview : public QWidget {
    Q_OBJECT

  public:
    /// Between the last change and the question.
    static constexpr int kDelayMs = 200;
    /// Alerts that are listed.
    static constexpr int kMaxRows = 200;

    /// `source` must outlive the widget.
    explicit SilencePreview(AsyncSource& source, QWidget* parent = nullptr);

    /// No matchers: nothing is asked.
    void setMatchers(const model::Matchers& matchers);
    /// How many alerts there are, silenced or not; unset: not known.
    void setTotal(std::optional<std::size_t> total);
    /// "Matches 3 alerts now", "7 in the last 30 days", and the warning, as they are shown.
    QString nowText() const;
    QString pastText() const;
    QString warningText() const;

  protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void buildUi();
    void ask();
    void render();
    void renderList();
    QString warning() const;

    AsyncSource& m_source;
    QTimer m_delay;
    model::Matchers m_matchers;
    std::optional<std::size_t> m_total;
    std::optional<Result<std::vector<model::Labels>>> m_hitNow; ///< Unset: asked, or nothing to ask.
    std::optional<Result<std::vector<PastAlert>>> m_hitBefore;  ///< The same.

    QLabel* m_now = nullptr;
    QLabel* m_past = nullptr;
    MessageBar* m_warning = nullptr;
    QTreeWidget* m_list = nullptr;
};

} // namespace hearth::ui
