// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/check_outline.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

class Outline final : public QObject {
  public:
    explicit Outline(QWidget* widget)
        : QObject(widget)
        , m_widget(*widget) {
        widget->installEventFilter(this);
        apply();
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ApplicationPaletteChange) {
            apply();
        }
        return QObject::eventFilter(watched, event);
    }

  private:
    void apply() {
        // The window's colour itself is not painted by such widgets.
        auto palette = QApplication::palette();
        if (isDark(palette)) {
            palette.setColor(QPalette::Window, quietText(palette));
        }
        m_widget.setPalette(palette);
    }

    QWidget& m_widget;
};

} // namespace

void outlineChecks(QWidget* widget) {
    new Outline(widget);
}

} // namespace hearth::ui
