// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace hearth::ui {

/// What the shell asks of a page. A page asks for data only while it is visible.
/// Threads: confined to the GUI thread.
class Page : public QWidget {
  public:
    using QWidget::QWidget;

    /// Asks for everything anew.
    virtual void refresh() = 0;
    /// Puts the keyboard where one searches in this page.
    virtual void focusFind() {}
    /// Whether points in time are shown in UTC instead of local time.
    virtual void setUtc(bool /*utc*/) {}
};

} // namespace hearth::ui
