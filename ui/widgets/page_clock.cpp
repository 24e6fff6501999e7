// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page_clock.h"

#include <QEvent>
#include <QWidget>

namespace hearth::ui {

PageClock::PageClock(QWidget* page)
    : QObject(page) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &PageClock::tick);
    page->installEventFilter(this);
}

bool PageClock::eventFilter(QObject* page, QEvent* event) {
    if (event->type() == QEvent::Show) {
        m_ticks = 0;
        m_timer.start();
        emit due();
    } else if (event->type() == QEvent::Hide) {
        m_timer.stop();
    }
    return QObject::eventFilter(page, event);
}

void PageClock::tick() {
    emit ticked();
    if (++m_ticks % kDueEvery == 0) {
        emit due();
    }
}

} // namespace hearth::ui
