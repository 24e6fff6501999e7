// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace hearth::ui {

/// Time as a page with a list needs it: nothing while the page is hidden, else a tick every second, by which ages
/// advance, and due() when the page appears and at every fifth tick: data is asked for.
/// Threads: confined to the GUI thread.
class PageClock : public QObject {
    Q_OBJECT

  public:
    static constexpr int kTickMs = 1000;
    static constexpr int kDueEvery = 5;

    /// Belongs to `page`.
    explicit PageClock(QWidget* page);

    bool eventFilter(QObject* page, QEvent* event) override;

  signals:
    void ticked();
    void due();

  private:
    void tick();

    QTimer m_timer;
    int m_ticks = 0;
};

} // namespace hearth::ui
